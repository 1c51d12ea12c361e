/**
 * Zip files are read from their end, so one may follow a program: Python's zipapps, executable jars, browser
 * extensions, self-extracting archives. A signature or other bytes may follow it in turn.
 */

/** The record at the end of a zip file: this many bytes, and a comment. */
const recordBytes = 22;
/** Comments are rarely longer, and readers of large files keep no more of what they have read. */
const searchedBytes = 64 * 1024;
/** Signature of that record. */
export const endSignature: Buffer = Buffer.from("PK\u0005\u0006");
const locatorSignature = Buffer.from("PK\u0006\u0007");
const largeSignature = Buffer.from("PK\u0006\u0006");
const entrySignature = Buffer.from("PK\u0001\u0002");
/** Smallest size of a member's directory entry. */
const entryBytes = 46;
/** Sizes of the zip64 end record before the regular one, and of its locator. */
const largeRecordBytes = 56;
const locatorBytes = 20;

/** A zip file within other bytes. */
export interface ZipRange {
  /** The offset that its own offsets are relative to. */
  readonly start: number;
  /** The offset of its directory. */
  readonly directory: number;
  /** The offset of its comment, which may be empty. */
  readonly comment: number;
  /** The offset after its comment. */
  readonly end: number;
  /** True for the last part of a split zip file. */
  readonly isSplit: boolean;
}

/** The last zip file in the bytes; null for none. */
export function zipRange(bytes: Uint8Array): ZipRange | null {
  for (const { at, comment, end, directoryBytes, directoryOffset, isSplit } of zipEnds(bytes)) {
    const directory = at - directoryBytes;
    if (directory < 0 || !hasBytes(bytes, directory, entrySignature)) continue;
    if (isSplit) return { start: 0, directory, comment, end, isSplit };
    if (directory < directoryOffset) continue;
    return { start: directory - directoryOffset, directory, comment, end, isSplit };
  }
  return null;
}

/** True when these bytes, the last ones of a longer file, end a zip file. */
export function endsAsZip(bytes: Uint8Array): boolean {
  for (const { at, directoryBytes } of zipEnds(bytes)) {
    if (at < directoryBytes || hasBytes(bytes, at - directoryBytes, entrySignature)) return true;
  }
  return false;
}

/** The same for a zip file without a comment: cheap enough to check for every file. */
export function isBareZipEnd(bytes: Uint8Array): boolean {
  const at = bytes.length - recordBytes;
  return at > 0 && bytes[at] === 0x50 && hasBytes(bytes, at, endSignature) && endsAsZip(bytes);
}

/** True when a zip file ends in or before the last bytes, with a comment or other data after it. */
export function hasZipEnd(bytes: Uint8Array): boolean {
  // Its end contains zeros, and text does not.
  return asBuffer(bytes).indexOf(0, Math.max(0, bytes.length - searchedBytes)) !== -1 && zipRange(bytes) !== null;
}

interface ZipEnd {
  /** End of the directory. */
  readonly at: number;
  readonly comment: number;
  readonly end: number;
  readonly directoryBytes: number;
  readonly directoryOffset: number;
  readonly isSplit: boolean;
}

function* zipEnds(bytes: Uint8Array): Generator<ZipEnd> {
  const from = Math.max(0, bytes.length - searchedBytes);
  const tail = asBuffer(bytes).subarray(from);
  for (
    let at = tail.lastIndexOf(endSignature);
    at !== -1;
    at = at === 0 ? -1 : tail.lastIndexOf(endSignature, at - 1)
  ) {
    if (tail.length - at < recordBytes) continue;
    const comment = from + at + recordBytes;
    const end = comment + tail.readUInt16LE(at + 20);
    const entries = tail.readUInt16LE(at + 10);
    const directoryBytes = tail.readUInt32LE(at + 12);
    if (end > bytes.length || entries === 0) continue;
    const large = largeEnd(asBuffer(bytes), from + at);
    if (large !== null) yield { ...large, comment, end };
    else if (directoryBytes >= entries * entryBytes) {
      const isSplit = tail.readUInt16LE(at + 4) !== 0 && tail.readUInt16LE(at + 4) !== 0xffff;
      const directoryOffset = tail.readUInt32LE(at + 16);
      yield { at: from + at, comment, end, directoryBytes, directoryOffset, isSplit };
    }
  }
}

/** The values in a zip64 file's record before the last. */
function largeEnd(bytes: Buffer, recordAt: number): Omit<ZipEnd, "comment" | "end"> | null {
  const locator = recordAt - locatorBytes;
  if (locator < largeRecordBytes || !hasBytes(bytes, locator, locatorSignature)) return null;
  const from = Math.max(0, locator - searchedBytes);
  const at =
    from + bytes.subarray(from, locator - largeRecordBytes + largeSignature.length).lastIndexOf(largeSignature);
  if (at < from) return null;
  const directoryBytes = Number(bytes.readBigUInt64LE(at + 40));
  const directoryOffset = Number(bytes.readBigUInt64LE(at + 48));
  return { at, directoryBytes, directoryOffset, isSplit: bytes.readUInt32LE(at + 16) !== 0 };
}

function hasBytes(bytes: Uint8Array, at: number, expected: Buffer): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
