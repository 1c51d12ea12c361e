import type { PackedPlace } from "../../detect/collector.ts";
import { decodeBase64 } from "../../detect/encodings/base64.ts";
import { decodeText } from "../../detect/encodings/text-encoding.ts";
import { plainView, type View } from "../../detect/view.ts";
import type { Packing, Wrapping } from "../finding.ts";
import { containerFormat } from "./container.ts";

/** Base64 of a container in a text. */
export interface PackedRun {
  /** The container's own bytes. */
  readonly bytes: Uint8Array;
  /** Offsets of the base64 in the text, including its padding. */
  readonly start: number;
  readonly end: number;
  /** Outermost first; the container's format comes last. */
  readonly encoding: readonly Wrapping[];
  /** Offset before which no other container needs to be searched for. */
  readonly until: number;
}

/** Bytes of text that show which kind of container begins there. */
const openingBytes = 256;
/** Bytes of text decoded at first, and the factor by which that grows while the base64 continues. */
const firstSpan = 4096;
const growth = 4;
/** Fewest characters of base64 worth decoding. */
const fewest = 4;
/** Most bytes between two lines of base64. */
const longestMargin = 100;

type Reading = (text: View) => View;
const asItStands: Reading = ({ bytes, from, to }) => {
  const end = linesEnd(bytes);
  return { bytes: bytes.subarray(0, end), from: from.subarray(0, end), to: to.subarray(0, end) };
};
/** After decoding text encodings: joined literals, escaped line ends, percent-encoded characters. */
const decoded: Reading = (text) => decodeText(text).view;

/** The base64 that may begin at a place, read directly and with the text encodings around it decoded. */
export function* packedRuns(bytes: Uint8Array, place: PackedPlace): Generator<PackedRun> {
  const start = place.at - place.phase;
  if (start < 0) return;
  for (const reading of [asItStands, decoded]) {
    const opening = openingOf(bytes.subarray(start, start + openingBytes), reading);
    if (opening === null) continue;
    const run = wholeRun(bytes, start, reading);
    if (run === null) continue;
    const inner = opening.isTwice ? decodeBase64(run, opening.skipped, 0, fewest).view : run;
    if (inner === null) continue;
    const container = opening.isTwice ? inner : from(run, opening.skipped);
    const first = start + (container.from[0] ?? 0);
    const end = start + (container.to[container.to.length - 1] ?? 0);
    const outer = alphabetOf(bytes.subarray(first, end));
    const layers = opening.isTwice ? [outer, alphabetOf(run.bytes)] : [outer];
    yield {
      bytes: container.bytes,
      start: first,
      end,
      encoding: [...layers, opening.format],
      // A short run may have been joined with another container's base64.
      until: reading === asItStands || end - start > firstSpan ? end : 0,
    };
  }
}

interface Opening {
  readonly format: Packing;
  /** Decoded bytes before the container, or before its own base64. */
  readonly skipped: number;
  readonly isTwice: boolean;
}

/** The format of the first bytes of base64, if they are a container or base64 of one. */
function openingOf(bytes: Uint8Array, reading: Reading): Opening | null {
  const { view } = decodeBase64(reading(plainView(bytes)), 0, 0, fewest);
  if (view === null) return null;
  const format = packedFormat(view.bytes);
  if (format !== null) return { format, skipped: 0, isTwice: false };
  for (let skipped = 0; skipped < 3; skipped++) {
    const inner = decodeBase64(from(view, skipped), 0, 0, fewest).view;
    const innerFormat = inner === null ? null : packedFormat(inner.bytes);
    if (innerFormat !== null) return { format: innerFormat, skipped, isTwice: true };
  }
  return null;
}

const formats: Readonly<Record<string, Packing>> = {
  gzip: "gzip",
  zip: "zip",
  zlib: "zlib",
  xz: "xz",
  bzip2: "bzip2",
  zstd: "zstd",
  "7z": "7z",
  RAR: "rar",
  PDF: "pdf",
};

function packedFormat(bytes: Uint8Array): Packing | null {
  return formats[containerFormat(bytes)?.name ?? ""] ?? null;
}

function from({ bytes, from, to }: View, index: number): View {
  return { bytes: bytes.subarray(index), from: from.subarray(index), to: to.subarray(index) };
}

/** A line of base64, and what closes the text that it is in; the boundary of a mail is none. */
const lineOfBase64 = /^[ \t]*(?!--)[A-Za-z0-9+/_-]+={0,2}[ \t\r"'`),;\]}]*$/;

/** Where lines of base64 end: the next line does not continue it, even if it begins like base64. */
function linesEnd(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let end = text.indexOf(0x0a); end !== -1; ) {
    const next = text.indexOf(0x0a, end + 1);
    // The last line may go on.
    if (next === -1) break;
    if (!lineOfBase64.test(text.toString("latin1", end + 1, next))) return end;
    end = next;
  }
  return text.length;
}

/** The decoded base64 from `start`; offsets count from there. */
function wholeRun(bytes: Uint8Array, start: number, reading: Reading): View | null {
  for (let span = firstSpan; ; span *= growth) {
    const text = reading(plainView(bytes.subarray(start, start + span)));
    const run = decodeBase64(text, 0, 0, fewest);
    if (run.view === null) return null;
    const last = run.indexes[run.indexes.length - 1] ?? 0;
    if (start + span >= bytes.length || last < text.bytes.length - longestMargin) return run.view;
  }
}

function alphabetOf(characters: Uint8Array): "base64" | "base64url" {
  return characters.includes(0x2d) || characters.includes(0x5f) ? "base64url" : "base64";
}
