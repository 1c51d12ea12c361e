import { hexValue } from "../bytes.ts";
import { type View, viewBuilder } from "../view.ts";
import { bytesOf, encodingEnds, encodingLeads } from "./encoding-marks.ts";

/** Bytes of white space between two lines. */
const longestMargin = 40;

/** Decodes the run of hexadecimal digit pairs around index `hit` of `outer`, where a pair starts. */
export function decodeHex(outer: View, hit: number): View {
  const { bytes } = outer;
  const isPair = (at: number) => hexValue(bytes[at]) >= 0 && hexValue(bytes[at + 1]) >= 0;
  let first = hit;
  for (let at = before(bytes, first); at >= 0 && isPair(at); at = before(bytes, first)) first = at;
  const builder = viewBuilder(outer, bytes.length >> 1);
  for (let at = first; isPair(at); at = after(bytes, at)) {
    builder.append((hexValue(bytes[at]) << 4) | hexValue(bytes[at + 1]), at, at + 1);
  }
  return builder.view();
}

const openEnds = bytesOf(`${encodingLeads}\n\r`);
const openStarts = bytesOf(`${encodingEnds}{xunrt\n\r`);
/** What may precede the margin of a line: its line end, literal or escaped. */
const lineEnds = bytesOf("\n\rnr\\;}aAdD");

/**
 * True when fewer than `fewest` digits surround `hit` and their neighbours cannot continue the run in an encoding: a
 * number, as most apparent hexadecimal text is. Looks at the undecoded bytes; where they end, more digits may follow.
 */
export function isLoneNumber(bytes: Uint8Array, hit: number, fewest: number): boolean {
  let end = hit;
  while (end < hit + fewest && hexValue(bytes[end]) >= 0) end++;
  let start = hit;
  while (start > end - fewest && hexValue(bytes[start - 1]) >= 0) start--;
  if (end - start >= fewest) return false;
  return isClosed(bytes, end, 1, openEnds) && isClosed(bytes, start - 1, -1, openStarts);
}

function isClosed(bytes: Uint8Array, at: number, step: 1 | -1, open: ReadonlySet<number>): boolean {
  const byte = bytes[at];
  if (byte === undefined) return false;
  if (!isSpace(byte)) return !open.has(byte);
  let next = at;
  while (Math.abs(next - at) < longestMargin && (bytes[next] === 0x20 || bytes[next] === 0x09)) next += step;
  return bytes[next] !== undefined && Math.abs(next - at) < longestMargin && !lineEnds.has(bytes[next] ?? -1);
}

/** True when a row of `run` lower-case hexadecimal digits lies within `reach` of `at`, or the bytes end first. */
export function isNearHexDigits(bytes: Uint8Array, at: number, reach: number, run: number): boolean {
  if (at < reach || at + reach > bytes.length) return true;
  const isDigit = (byte: number | undefined) =>
    hexValue(byte) >= 0 && !(byte !== undefined && byte < 0x61 && byte > 0x39);
  // Such a row would include one byte at each multiple of this distance.
  for (let probe = at - reach + run - 1; probe < at + reach; probe += run) {
    if (!isDigit(bytes[probe])) continue;
    let start = probe;
    while (start > at - reach && isDigit(bytes[start - 1])) start--;
    let end = probe + 1;
    while (end - start < run && end < at + reach && isDigit(bytes[end])) end++;
    if (end - start >= run) return true;
  }
  return false;
}

/** Start of the pair after the one at `at`: a dump may put line ends and margins between lines. */
function after(bytes: Uint8Array, at: number): number {
  let next = at + 2;
  if (bytes[next] !== 0x0a && bytes[next] !== 0x0d) return next;
  while (isSpace(bytes[next]) && next - at < longestMargin) next++;
  return next;
}

function before(bytes: Uint8Array, at: number): number {
  let previous = at - 1;
  let lineEnds = 0;
  while (isSpace(bytes[previous]) && at - previous < longestMargin) {
    if (bytes[previous] === 0x0a || bytes[previous] === 0x0d) lineEnds++;
    previous--;
  }
  return previous === at - 1 || lineEnds > 0 ? previous - 1 : -1;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
