import { hexValue, isSegmentByte, latin1 } from "../bytes.ts";
import type { Encoding } from "../detection.ts";
import { type View, type ViewBuilder, viewBuilder } from "../view.ts";
import type { BreakOffsets } from "./breaks.ts";
import { encodingLeads } from "./encoding-marks.ts";
import { endOfInterpolation, endOfJoint } from "./joint.ts";

/** Encodings that leave letters and digits unchanged, outermost first when a text uses several. */
export const textEncodings = [
  "concatenation",
  "quoted-printable",
  "percent",
  "escape",
  "html-entity",
  "invisible",
] as const satisfies Encoding[];

export type TextEncoding = (typeof textEncodings)[number];

/** A view with every text encoding decoded once, and the encodings that each byte needed. */
export interface DecodedText {
  readonly view: View;
  /** For each byte of the view: bit `i` is set when `textEncodings[i]` encoded it or the text just before it. */
  readonly marks: Uint8Array;
  /** All bits set in the view. */
  readonly used: number;
  /** Ends of the joints that were removed: the text on either side may be unrelated. */
  readonly joints: BreakOffsets;
}

const bit = Object.fromEntries(textEncodings.map((name, i) => [name, 1 << i])) as Record<TextEncoding, number>;

const leads = new Uint8Array(256);
for (const lead of encodingLeads) leads[lead.charCodeAt(0)] = 1;

/** Where the next text encoding may start at or after `at`. */
function nextLead(bytes: Uint8Array, at: number): number {
  let lead = at;
  while (lead < bytes.length && leads[bytes[lead] as number] === 0) lead++;
  return lead;
}

/** Decodes every text encoding of `outer` once, in one pass. */
export function decodeText(outer: View): DecodedText {
  const { bytes } = outer;
  const joints: number[] = [];
  let builder: ViewBuilder | null = null;
  let marks: Uint8Array = new Uint8Array(0);
  let length = 0;
  let pending = 0;
  let used = 0;
  let copied = 0;
  for (let at = nextLead(bytes, 0); at < bytes.length; at = nextLead(bytes, at)) {
    const unit = readUnit(bytes, at);
    if (unit === null) {
      at += 1;
      continue;
    }
    if (builder === null) {
      builder = viewBuilder(outer, bytes.length);
      marks = new Uint8Array(bytes.length);
    }
    if (copied < at) {
      marks[length] = pending;
      pending = 0;
      builder.appendRun(copied, at);
      length += at - copied;
    }
    used |= bit[unit.encoding];
    if (unit.byte < 0) {
      pending |= bit[unit.encoding];
      if (unit.encoding === "concatenation" && unit.end < bytes.length) joints.push(outer.from[unit.end] as number);
    } else {
      marks[length++] = pending | bit[unit.encoding];
      builder.append(unit.byte, at, unit.end - 1);
      pending = 0;
    }
    at = unit.end;
    copied = at;
  }
  // Most text contains a quote or a percent sign but nothing encoded.
  if (builder === null) return { view: outer, marks, used: 0, joints };
  if (copied < bytes.length) {
    marks[length] = pending;
    builder.appendRun(copied, bytes.length);
    length += bytes.length - copied;
  }
  return { view: builder.view(), marks: marks.subarray(0, length), used, joints };
}

/** One encoded byte, or (negative `byte`) a sequence that encodes nothing, between two bytes. */
interface Unit {
  readonly encoding: TextEncoding;
  readonly byte: number;
  readonly end: number;
}

function readUnit(bytes: Uint8Array, at: number): Unit | null {
  switch (bytes[at]) {
    case 0x25:
      return hexUnit(bytes, at + 1, 2, "percent");
    case 0x3d:
      return softBreak(bytes, at) ?? hexUnit(bytes, at + 1, 2, "quoted-printable");
    case 0x5c:
      return continuation(bytes, at) ?? escapeSequence(bytes, at);
    case 0x26:
      return entity(bytes, at);
    case 0x22:
    case 0x27:
    case 0x60:
      return joint(at, endOfJoint(bytes, at));
    case 0x24:
      return joint(at, endOfInterpolation(bytes, at));
    case 0x5e:
      return continuation(bytes, at);
    case 0xe2:
    case 0xef:
    case 0xc2:
      return invisible(bytes, at);
    case 0x1b:
      return terminalCode(bytes, at);
    default:
      return null;
  }
}

/** Characters that show nothing: zero-width ones, a byte order mark within a text, the soft hyphen. */
export const invisibleCharacters: readonly number[] = [0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0xad];
const invisibleBytes = invisibleCharacters.map((character) => Buffer.from(String.fromCharCode(character)));

function invisible(bytes: Uint8Array, at: number): Unit | null {
  for (const character of invisibleBytes) {
    if (character.every((byte, index) => bytes[at + index] === byte)) {
      return { encoding: "invisible", byte: -1, end: at + character.length };
    }
  }
  return null;
}

/** Most bytes between the bracket of a terminal's code and its last letter: two colours of three numbers each. */
const longestCode = 36;

/** A colour, or the end of one, as programs that highlight a match write it within a key. */
function terminalCode(bytes: Uint8Array, at: number): Unit | null {
  if (bytes[at + 1] !== 0x5b) return null;
  let end = at + 2;
  // Numbers, `;` and `:`.
  while (end < at + longestCode && (bytes[end] ?? 0) >= 0x30 && (bytes[end] ?? 0) <= 0x3b) end++;
  const last = bytes[end];
  return last === 0x6d || last === 0x4b ? { encoding: "invisible", byte: -1, end: end + 1 } : null;
}

function joint(at: number, end: number): Unit | null {
  return end === at ? null : { encoding: "concatenation", byte: -1, end };
}

/** The value of `digits` hexadecimal digits at `at`; null when there are fewer or the value is above 255. */
function hexUnit(bytes: Uint8Array, at: number, digits: number, encoding: TextEncoding): Unit | null {
  let value = 0;
  for (let i = 0; i < digits; i++) {
    const digit = hexValue(bytes[at + i]);
    if (digit < 0) return null;
    value = value * 16 + digit;
  }
  return unitOf(encoding, value, at + digits);
}

/** The unit for an encoded character; null when no credential contains that character. */
function unitOf(encoding: TextEncoding, value: number, end: number): Unit | null {
  if (value <= 0xff && value !== 0xad) return { encoding, byte: value, end };
  return invisibleCharacters.includes(value) && encoding !== "percent" && encoding !== "quoted-printable"
    ? { encoding, byte: -1, end }
    : value <= 0xff
      ? { encoding, byte: value, end }
      : null;
}

/** `=` at the end of a line of quoted-printable text. */
function softBreak(bytes: Uint8Array, at: number): Unit | null {
  let end = at + 1;
  while (bytes[end] === 0x20 || bytes[end] === 0x09) end++;
  const next = behindLineEnd(bytes, end);
  return next === end ? null : { encoding: "quoted-printable", byte: -1, end: next };
}

/** A backslash or `^` at the end of a line, with the next line's margin and the backslash that may end it (Haskell). */
function continuation(bytes: Uint8Array, at: number): Unit | null {
  let end = behindLineEnd(bytes, at + 1);
  if (end === at + 1) return null;
  const margin = end;
  while ((bytes[end] === 0x20 || bytes[end] === 0x09) && end - at < 80) end++;
  if (end > margin && bytes[end] === 0x5c && isSegmentByte(bytes[end + 1])) end++;
  return joint(at, end);
}

/** End of the line end that starts at `at` (LF, CR LF or CR); `at` when there is none. */
function behindLineEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 0x0a) return at + 1;
  if (bytes[at] !== 0x0d) return at;
  return bytes[at + 1] === 0x0a ? at + 2 : at + 1;
}

const named: Readonly<Record<number, number>> = {
  110: 0x0a, // n
  114: 0x0d, // r
  116: 0x09, // t
  34: 0x22,
  39: 0x27,
  47: 0x2f,
  92: 0x5c,
  96: 0x60,
  45: 0x2d,
  95: 0x5f,
};

function escapeSequence(bytes: Uint8Array, at: number): Unit | null {
  const letter = bytes[at + 1] ?? 0;
  if (letter === 0x75) return hexUnit(bytes, at + 2, 4, "escape") ?? braced(bytes, at + 2);
  if (letter === 0x78) return hexUnit(bytes, at + 2, 2, "escape") ?? braced(bytes, at + 2);
  if (letter === 0x55) return hexUnit(bytes, at + 2, 8, "escape");
  const byte = named[letter];
  if (byte !== undefined) return { encoding: "escape", byte, end: at + 2 };
  return octal(bytes, at + 1);
}

/** `{2d}` of `\u{2d}`. */
function braced(bytes: Uint8Array, at: number): Unit | null {
  if (bytes[at] !== 0x7b) return null;
  let digits = 0;
  while (digits < 6 && hexValue(bytes[at + 1 + digits]) >= 0) digits++;
  if (digits === 0 || bytes[at + 1 + digits] !== 0x7d) return null;
  const unit = hexUnit(bytes, at + 1, digits, "escape");
  return unit === null ? null : { ...unit, end: unit.end + 1 };
}

function octal(bytes: Uint8Array, at: number): Unit | null {
  let value = 0;
  for (let i = 0; i < 3; i++) {
    const digit = (bytes[at + i] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) return null;
    value = value * 8 + digit;
  }
  return value > 255 ? null : { encoding: "escape", byte: value, end: at + 3 };
}

const entities: Readonly<Record<string, number>> = {
  amp: 0x26,
  quot: 0x22,
  apos: 0x27,
  lt: 0x3c,
  gt: 0x3e,
  hyphen: 0x2d,
  dash: 0x2d,
  lowbar: 0x5f,
  UnderBar: 0x5f,
  equals: 0x3d,
  plus: 0x2b,
  sol: 0x2f,
  bsol: 0x5c,
  colon: 0x3a,
  NewLine: 0x0a,
  ZeroWidthSpace: 0x200b,
  shy: 0xad,
  zwnj: 0x200c,
  zwj: 0x200d,
};
const entityForm = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,16}));/y;

function entity(bytes: Uint8Array, at: number): Unit | null {
  entityForm.lastIndex = 0;
  const text = latin1(bytes, at, at + 20);
  const form = entityForm.exec(text);
  if (form === null) return null;
  const [whole, decimal, hex, name] = form;
  const value =
    decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : entities[name ?? ""];
  return value === undefined ? null : unitOf("html-entity", value, at + whole.length);
}
