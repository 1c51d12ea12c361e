import { type View, viewBuilder } from "./view.ts";

const values = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) {
  values[i.toString(16).charCodeAt(0)] = i;
  values[i.toString(16).toUpperCase().charCodeAt(0)] = i;
}

/** The value of a hexadecimal digit, or -1. */
export function hexValue(byte: number | undefined): number {
  return byte === undefined ? -1 : (values[byte] ?? -1);
}

/** Decodes the run of pairs of hexadecimal digits around index `hit` of `outer`, where a pair starts. */
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

/** Where the pair after the one at `at` starts: a dump may put line ends and margins between lines. */
function after(bytes: Uint8Array, at: number): number {
  let next = at + 2;
  if (bytes[next] !== 0x0a && bytes[next] !== 0x0d) return next;
  while (isSpace(bytes[next]) && next - at < 40) next++;
  return next;
}

function before(bytes: Uint8Array, at: number): number {
  let previous = at - 1;
  let lineEnds = 0;
  while (isSpace(bytes[previous]) && at - previous < 40) {
    if (bytes[previous] === 0x0a) lineEnds++;
    previous--;
  }
  return previous === at - 1 || lineEnds > 0 ? previous - 1 : -1;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
