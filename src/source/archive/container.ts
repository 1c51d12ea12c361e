import type { Document } from "../document.ts";
import { isProgramOpening, packerOf, payloadStarts } from "./program.ts";
import { rpmPayload } from "./rpm.ts";
import type { Reader, Signature } from "./signature.ts";
import { openings } from "./signatures.ts";
import { endings, insides } from "./unopened-signatures.ts";
import { hasZipEnd, isBareZipEnd, zipRange } from "./zip-end.ts";

/** A format that holds other files or compressed text. */
export interface ContainerFormat {
  /** Its common name: "7z". */
  readonly name: string;
  /** The reader that opens it; null when none does. */
  readonly reader: Reader | null;
  /** Offset at which it begins. */
  readonly from: number;
}

const byFirstByte = new Map<number, Signature[]>();
for (const signature of openings) {
  const first = signature.magic.charCodeAt(0);
  byFirstByte.set(first, [...(byFirstByte.get(first) ?? []), signature]);
}
/** First bytes of a format or a program: most files of a tree begin otherwise. */
const isFirstByte = new Uint8Array(256);
for (const byte of byFirstByte.keys()) isFirstByte[byte] = 1;
for (const first of "#CM\x7f\xed") isFirstByte[first.charCodeAt(0)] = 1;

/**
 * The format of a document according to its first bytes, or its last ones for a zip file; null when it is not a
 * container. The first bytes alone suffice.
 */
export function containerFormat(bytes: Uint8Array): ContainerFormat | null {
  const opening = isFirstByte[bytes[0] ?? 0] === 1 ? (openingFormat(bytes) ?? wrapperFormat(bytes)) : null;
  return opening ?? insideFormat(bytes) ?? endFormat(bytes);
}

function openingFormat(bytes: Uint8Array): ContainerFormat | null {
  const signature = byFirstByte.get(bytes[0] ?? 0)?.find((known) => isSigned(bytes, known));
  return signature === undefined ? null : formatOf(signature);
}

/** A program or package, by the format of what follows its headers. */
function wrapperFormat(bytes: Uint8Array): ContainerFormat | null {
  if (isProgramOpening(bytes)) return programFormat(bytes);
  const payload = rpmPayload(bytes);
  return payload === null ? null : payloadFormat(bytes, "RPM", [payload]);
}

function programFormat(bytes: Uint8Array): ContainerFormat | null {
  if (zipRange(bytes) !== null) return { name: "zip", reader: "zip", from: 0 };
  const payload = payloadFormat(bytes, null, payloadStarts(bytes));
  if (payload !== null) return payload;
  const packer = packerOf(bytes);
  return packer === null ? null : { name: packer, reader: null, from: 0 };
}

/** @param name the name of the whole; null takes the name of its content, or returns null when there is none */
function payloadFormat(bytes: Uint8Array, name: string | null, starts: readonly number[]): ContainerFormat | null {
  for (const from of starts) {
    const data = bytes.subarray(from);
    const payload = openingFormat(data) ?? insideFormat(data);
    if (payload !== null) return { name: name ?? payload.name, reader: payload.reader && "payload", from };
  }
  return name === null ? null : { name, reader: null, from: 0 };
}

function insideFormat(bytes: Uint8Array): ContainerFormat | null {
  for (const signature of insides) if (isSigned(bytes, signature)) return formatOf(signature);
  return null;
}

/** The format according to the last bytes, whatever the first ones are. */
export function endFormat(bytes: Uint8Array): ContainerFormat | null {
  if (isBareZipEnd(bytes) || hasZipEnd(bytes)) return { name: "zip", reader: "zip", from: 0 };
  const ending = endings.find((signature) => isSigned(bytes, signature));
  return ending === undefined ? null : formatOf(ending);
}

function formatOf({ name, reader }: Signature): ContainerFormat {
  return { name, reader, from: 0 };
}

function isSigned(bytes: Uint8Array, { at, magic, confirms }: Signature): boolean {
  return hasText(bytes, at < 0 ? bytes.length + at : at, magic) && confirms(bytes);
}

function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

/** True when a document is a file that may contain others. */
export function isContainer(document: Document): boolean {
  const { type } = document.address;
  if ((type !== "file" && type !== "blob") || document.window !== undefined) return false;
  // Checked last: finding out which lines were added takes a diff.
  return containerFormat(document.bytes) !== null && document.added === null;
}
