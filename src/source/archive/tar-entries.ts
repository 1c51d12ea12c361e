/**
 * The content of a tar archive in memory. A streaming reader can wait forever for declared but missing content, such as
 * that of a directory with a size. Here all bytes are available, and invalid data ends the archive.
 */

/** One member. */
export interface TarEntry {
  readonly name: string;
  /** Null for an entry without content: a link, directory, device or fifo. */
  readonly bytes: Uint8Array | null;
}

const blockBytes = 512;
/** Limit on names and extended headers. */
const mostHeaderBytes = 1024 * 1024;

/** Types of members without content, regardless of the size in their headers: links, devices, directories, fifos. */
const isBare = new Set("123456");

/** Members in order, each a part of `bytes`. Returns false when the archive is damaged or truncated. */
export function* tarEntries(bytes: Buffer): Generator<TarEntry, boolean> {
  let extended: Extended = {};
  let hasEnded = false;
  for (let at = 0; at + blockBytes <= bytes.length; ) {
    const header = bytes.subarray(at, at + blockBytes);
    at += blockBytes;
    if (header.every((byte) => byte === 0)) {
      // Archives may be concatenated.
      hasEnded = true;
      continue;
    }
    if (!hasRightSum(header)) return hasEnded;
    hasEnded = false;
    const type = String.fromCharCode(header[156] ?? 0);
    const isHeader = "xgLK".includes(type);
    const size = isHeader ? numberAt(header, 124, 12) : (extended.size ?? numberAt(header, 124, 12));
    if (!(size >= 0) || (isHeader && size > mostHeaderBytes)) return false;
    if (type === "S") at = behindSparseHeaders(bytes, header, at);
    const held = isBare.has(type) ? 0 : size;
    const content = bytes.subarray(at, at + held);
    if (isHeader) extended = { ...extended, ...extendedBy(type, content) };
    else {
      yield { name: extended.name ?? nameOf(header), bytes: isBare.has(type) ? null : content };
      extended = {};
    }
    if (content.length < held) return false;
    at += Math.ceil(held / blockBytes) * blockBytes;
  }
  return true;
}

/** Fields that preceding headers set for the next member. */
interface Extended {
  readonly name?: string;
  readonly size?: number;
}

function extendedBy(type: string, content: Buffer): Extended {
  if (type === "L") return { name: textOf(content) };
  return type === "x" ? paxOf(content) : {};
}

/** `length key=value` records, each with a line end. */
function paxOf(content: Buffer): Extended {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = space === -1 ? Number.NaN : Number(content.toString("latin1", at, space));
    if (!(length > space - at)) break;
    const record = content.toString("utf8", space + 1, at + length - 1);
    const equals = record.indexOf("=");
    if (equals !== -1) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  const name = records.get("GNU.sparse.name") ?? records.get("path");
  const size = Number(records.get("size"));
  return { ...(name === undefined ? {} : { name }), ...(Number.isSafeInteger(size) ? { size } : {}) };
}

/** A sparse file's map that does not fit into its header continues in the blocks after it. */
function behindSparseHeaders(bytes: Buffer, header: Buffer, from: number): number {
  let at = from;
  for (let goesOn = header[482]; goesOn === 1; at += blockBytes) goesOn = bytes[at + 504];
  return at;
}

/**
 * The checksum of a header's bytes, which some programs computed unsigned and others signed, with spaces in its own
 * field.
 */
function hasRightSum(header: Buffer): boolean {
  const expected = numberAt(header, 148, 8);
  let unsigned = 8 * 0x20;
  let signed = unsigned;
  for (let at = 0; at < blockBytes; at++) {
    if (at >= 148 && at < 156) continue;
    unsigned += header[at] ?? 0;
    signed += header.readInt8(at);
  }
  return expected === unsigned || expected === signed;
}

/** A number in octal digits, or in binary when the highest bit of its first byte is set; otherwise NaN. */
function numberAt(header: Buffer, at: number, length: number): number {
  const first = header[at] ?? 0;
  if (first & 0x80) {
    // 0xff begins a negative number.
    let value = first === 0xff ? Number.NaN : first & 0x7f;
    for (let index = 1; index < length; index++) value = value * 256 + (header[at + index] ?? 0);
    return Number.isSafeInteger(value) ? value : Number.NaN;
  }
  const digits = textOf(header.subarray(at, at + length)).trim();
  return digits === "" ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

function nameOf(header: Buffer): string {
  const name = textOf(header.subarray(0, 100));
  // Older formats store times where this one stores the start of the name.
  const isUstar = header.toString("latin1", 257, 263) === "ustar\0";
  const prefix = isUstar ? textOf(header.subarray(345, 500)) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString("utf8", 0, end === -1 ? bytes.length : end);
}
