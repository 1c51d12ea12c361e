/**
 * Zip files are read from their end, so that one may stand behind a program: Python's zipapps, executable jars,
 * browser extensions, archives that extract themselves.
 */

/** First bytes of what a zip file stands behind: a script, a browser extension, a program of Windows or of Unix. */
const programs = ["#!", "Cr24", "MZ", "\x7fELF"].map((magic) => Buffer.from(magic, "latin1"));

/** True when a zip file may stand behind these first bytes. */
export function isProgramOpening(bytes: Uint8Array): boolean {
  return programs.some((magic) => magic.every((byte, index) => bytes[index] === byte));
}

/** The record at the end of a zip file: this many bytes, and a comment. */
const recordBytes = 22;
/** The comment is hardly ever longer, and readers of large files see no more of what they have read. */
const searchedBytes = 64 * 1024;
const signature = Buffer.from("PK\u0005\u0006");
const entrySignature = Buffer.from("PK\u0001\u0002");
/** The least that one member takes in the directory. */
const entryBytes = 46;

/** Where a zip file begins in bytes that end with it: the offset that its own offsets count from; null where none ends. */
export function zipStart(bytes: Uint8Array): number | null {
  const end = zipEnd(bytes);
  if (end === null) return null;
  const { at, directoryBytes, directoryOffset } = end;
  const directory = at - directoryBytes;
  if (directory < directoryOffset || !asBuffer(bytes).subarray(directory).subarray(0, 4).equals(entrySignature)) {
    return null;
  }
  return directory - directoryOffset;
}

/** True when these bytes, the last of some longer ones, are the end of a zip file. */
export function endsAsZip(bytes: Uint8Array): boolean {
  return zipEnd(bytes) !== null;
}

function zipEnd(
  bytes: Uint8Array,
): { readonly at: number; readonly directoryBytes: number; readonly directoryOffset: number } | null {
  const from = Math.max(0, bytes.length - searchedBytes);
  const tail = asBuffer(bytes).subarray(from);
  for (let at = tail.lastIndexOf(signature); at !== -1; at = at === 0 ? -1 : tail.lastIndexOf(signature, at - 1)) {
    if (tail.length - at < recordBytes || tail.readUInt16LE(at + 20) !== tail.length - at - recordBytes) continue;
    const entries = tail.readUInt16LE(at + 10);
    const directoryBytes = tail.readUInt32LE(at + 12);
    if (entries === 0 || directoryBytes < entries * entryBytes) continue;
    return { at: from + at, directoryBytes, directoryOffset: tail.readUInt32LE(at + 16) };
  }
  return null;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
