import type { Document } from "../document.ts";
import { isProgramOpening, packerOf, payloadStarts } from "./program.ts";
import { rpmPayload } from "./rpm.ts";
import { insides, openings, type Reader, type Signature } from "./signatures.ts";
import { isBareZipEnd, zipRange } from "./zip-end.ts";

/** A format that holds other files or compressed text. */
export interface ContainerFormat {
  /** How people call it: "7z". */
  readonly name: string;
  /** What opens it; null when nothing does. */
  readonly reader: Reader | null;
  /** Offset at which that begins. */
  readonly from: number;
}

const byFirstByte = new Map<number, Signature[]>();
for (const signature of openings) {
  const first = signature.magic.charCodeAt(0);
  byFirstByte.set(first, [...(byFirstByte.get(first) ?? []), signature]);
}
/** First bytes by which a format or a program is known: most files of a tree begin otherwise. */
const isFirstByte = new Uint8Array(256);
for (const byte of byFirstByte.keys()) isFirstByte[byte] = 1;
for (const first of "#CM\x7f\xed") isFirstByte[first.charCodeAt(0)] = 1;

/** The bytes with which the last block of a disk image of macOS begins. */
const macTrailer = "koly";
const macTrailerBytes = 512;

/**
 * What the first bytes of a document say that it is, or its last ones where a zip file ends it; null when it is no
 * container. May be asked of no more than the first bytes of something.
 */
export function containerFormat(bytes: Uint8Array): ContainerFormat | null {
  const opening = isFirstByte[bytes[0] ?? 0] === 1 ? (openingFormat(bytes) ?? wrapperFormat(bytes)) : null;
  return opening ?? insideFormat(bytes) ?? endFormat(bytes);
}

function openingFormat(bytes: Uint8Array): ContainerFormat | null {
  const signature = byFirstByte.get(bytes[0] ?? 0)?.find((known) => isSigned(bytes, known));
  return signature === undefined ? null : formatOf(signature);
}

/** A program or package, by what stands behind its own headers. */
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

/** @param name what the whole is called; null takes the name of what stands in it, or gives null where that is nothing */
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

/** What the last bytes of something say that it is, whatever it begins with. */
export function endFormat(bytes: Uint8Array): ContainerFormat | null {
  if (isBareZipEnd(bytes)) return { name: "zip", reader: "zip", from: 0 };
  const trailer = bytes.length - macTrailerBytes;
  return trailer > 0 && hasText(bytes, trailer, macTrailer) ? { name: "DMG", reader: null, from: 0 } : null;
}

function formatOf({ name, reader }: Signature): ContainerFormat {
  return { name, reader, from: 0 };
}

function isSigned(bytes: Uint8Array, { at, magic, confirms }: Signature): boolean {
  return hasText(bytes, at, magic) && confirms(bytes);
}

function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

/** True when a document is a file that may hold others: there is something to unpack. */
export function isContainer(document: Document): boolean {
  const { type } = document.address;
  if ((type !== "file" && type !== "blob") || document.window !== undefined) return false;
  // Which lines were added is asked last: to tell takes a diff.
  return containerFormat(document.bytes) !== null && document.added === null;
}
