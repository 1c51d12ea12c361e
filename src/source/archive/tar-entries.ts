/**
 * What a tar archive in memory holds. A reader of streams waits for what an archive promises and does not bring: with a
 * directory that claims to have content, for ever. Here everything is at hand, and what is wrong is the end.
 */

/** One member. */
export interface TarEntry {
  readonly name: string;
  /** Null for what has no content: a link, directory, device or fifo. */
  readonly bytes: Uint8Array | null;
}

const blockBytes = 512;
/** Names and extended headers are no longer. */
const mostHeaderBytes = 1024 * 1024;

/** Types of members without content, whatever size their headers say: links, devices, directories, fifos. */
const isBare = new Set("123456");

/** Members in their order, each a part of `bytes`. Returns false when the archive is damaged or cut off. */
export function* tarEntries(bytes: Buffer): Generator<TarEntry, boolean> {
  let extended: Extended = {};
  let hasEnded = false;
  for (let at = 0; at + blockBytes <= bytes.length; ) {
    const header = bytes.subarray(at, at + blockBytes);
    at += blockBytes;
    if (header.every((byte) => byte === 0)) {
      // Archives may stand one behind the other.
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

/** What headers of their own say of the next member. */
interface Extended {
  readonly name?: string;
  readonly size?: number;
}

function extendedBy(type: string, content: Buffer): Extended {
  if (type === "L") return { name: textOf(content) };
  return type === "x" ? paxOf(content) : {};
}

/** Records of `length key=value`, each with a line end. */
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

/** A map of holes that does not fit into the header of a sparse file goes on in blocks behind it. */
function behindSparseHeaders(bytes: Buffer, header: Buffer, from: number): number {
  let at = from;
  for (let goesOn = header[482]; goesOn === 1; at += blockBytes) goesOn = bytes[at + 504];
  return at;
}

/** The sum of the header's bytes, as some counted them unsigned and others signed, with spaces for the sum itself. */
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

/** A number in octal digits, or in bytes where the first has its highest bit set; NaN for what is neither. */
function numberAt(header: Buffer, at: number, length: number): number {
  const first = header[at] ?? 0;
  if (first & 0x80) {
    // 0xff begins a negative one.
    let value = first === 0xff ? Number.NaN : first & 0x7f;
    for (let index = 1; index < length; index++) value = value * 256 + (header[at + index] ?? 0);
    return Number.isSafeInteger(value) ? value : Number.NaN;
  }
  const digits = textOf(header.subarray(at, at + length)).trim();
  return digits === "" ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

function nameOf(header: Buffer): string {
  const name = textOf(header.subarray(0, 100));
  // Older formats keep times where this one keeps the beginning of the name.
  const isUstar = header.toString("latin1", 257, 263) === "ustar\0";
  const prefix = isUstar ? textOf(header.subarray(345, 500)) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString("utf8", 0, end === -1 ? bytes.length : end);
}
