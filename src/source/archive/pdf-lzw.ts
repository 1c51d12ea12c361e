const clear = 256;
const end = 257;
const firstCode = 258;
const mostCodes = 4096;

/**
 * LZW as PDF uses it, most significant bit first. Damaged data yields the part before the damage; the output may exceed
 * `limit` by a few bytes.
 * @param early 1 when codes grow longer one code early, as is usual; else 0
 */
export function decodeLzw(bytes: Uint8Array, early: number, limit: number): Uint8Array {
  const output: Uint8Array[] = [];
  let size = 0;
  let words: Uint8Array[] = [];
  let previous: Uint8Array | null = null;
  let width = 9;
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xff_ffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === end || size > limit) break;
    if (code === clear) {
      words = [];
      previous = null;
      width = 9;
      continue;
    }
    const word = wordOf(code, words, previous);
    if (word === null) break;
    output.push(word);
    size += word.length;
    if (previous !== null && firstCode + words.length < mostCodes) {
      words.push(Buffer.concat([previous, word.subarray(0, 1)]));
    }
    previous = word;
    const next = firstCode + words.length + early;
    width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
  }
  return Buffer.concat(output);
}

function wordOf(code: number, words: readonly Uint8Array[], previous: Uint8Array | null): Uint8Array | null {
  if (code < clear) return Uint8Array.of(code);
  const known = words[code - firstCode];
  if (known !== undefined) return known;
  // The word that this code will define.
  return previous !== null && code === firstCode + words.length
    ? Buffer.concat([previous, previous.subarray(0, 1)])
    : null;
}
