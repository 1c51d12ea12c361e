/*
 * A zip file's directory may omit members, or describe them wrongly: after an update that appended to the file, because
 * its count overflowed, or to deceive. The headers before the members themselves reveal it.
 */

const headerSignature = Buffer.from("PK\u0003\u0004");
const headerBytes = 30;
/** Bytes of the record that follows a member whose header does not contain its size: with or without its signature. */
const descriptorBytes: readonly number[] = [0, 12, 16, 20, 24];
/** A size that is written elsewhere. */
const elsewhere = 0xffff_ffff;
/** Most parts that are read one by one; the last extends to the directory. */
const mostParts = 20;

/** What the directory states about a member. */
export interface ListedMember {
  /** Offset of its header. */
  readonly at: number;
  readonly method: number;
  readonly compressedBytes: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The parts of a zip file, up to the offset `end` of its directory, that begin with a member's header and that no listed
 * member accounts for.
 */
export function unlistedParts(file: Uint8Array, listed: readonly ListedMember[], end: number): Uint8Array[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, end);
  const accounted = listed.flatMap((member) => rangeOf(bytes, member) ?? []).sort((a, b) => a.start - b.start);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const range of [...accounted, { start: end, end }]) {
    const header = range.start > at ? nextHeader(bytes, at, range.start) : -1;
    if (header !== -1) {
      const isLast = parts.length + 1 === mostParts;
      parts.push(bytes.subarray(header, isLast ? end : range.start));
      if (isLast) return parts;
    }
    at = Math.max(at, range.end);
  }
  return parts;
}

/** The bytes of a member; null when its own header contradicts the directory. */
function rangeOf(bytes: Buffer, { at, method, compressedBytes }: ListedMember): Range | null {
  if (!isHeader(bytes, at)) return null;
  const hasDescriptor = (bytes.readUInt16LE(at + 6) & 8) !== 0;
  const stated = bytes.readUInt32LE(at + 18);
  if (bytes.readUInt16LE(at + 8) !== method) return null;
  if (stated !== compressedBytes && stated !== elsewhere && !(hasDescriptor && stated === 0)) return null;
  const end = headerEnd(bytes, at) + compressedBytes;
  if (hasDescriptor && !descriptorBytes.some((length) => isBoundary(bytes, end + length))) return null;
  return { start: at, end };
}

/** True where another record of a zip file begins, or the directory. */
function isBoundary(bytes: Buffer, at: number): boolean {
  return at >= bytes.length || (bytes[at] === 0x50 && bytes[at + 1] === 0x4b);
}

function nextHeader(bytes: Buffer, from: number, end: number): number {
  let at = bytes.indexOf(headerSignature, from);
  while (at !== -1 && at < end && !isHeader(bytes, at)) at = bytes.indexOf(headerSignature, at + 1);
  return at < end ? at : -1;
}

/** True for a signature followed by plausible fields: programs that read zip files contain the signature, too. */
function isHeader(bytes: Buffer, at: number): boolean {
  if (at + headerBytes > bytes.length || bytes.compare(headerSignature, 0, 4, at, at + 4) !== 0) return false;
  const nameEnd = at + headerBytes + bytes.readUInt16LE(at + 26);
  const hasName = nameEnd > at + headerBytes && bytes.subarray(at + headerBytes, nameEnd).every((byte) => byte >= 0x20);
  return hasName && headerEnd(bytes, at) <= bytes.length && bytes.readUInt16LE(at + 8) < 100;
}

function headerEnd(bytes: Buffer, at: number): number {
  return at + headerBytes + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
}
