/** Sizes that a delta begins with, and where its instructions start. */
export interface DeltaHeader {
  readonly baseSize: number;
  readonly resultSize: number;
  readonly start: number;
}

/** Reads a delta's header; null when it is cut off. */
export function deltaHeader(delta: Uint8Array): DeltaHeader | null {
  const base = variableSize(delta, 0);
  const result = variableSize(delta, base.next);
  return result.next > delta.length ? null : { baseSize: base.size, resultSize: result.size, start: result.next };
}

function variableSize(bytes: Uint8Array, from: number): { readonly size: number; readonly next: number } {
  let size = 0;
  let at = from;
  let byte = 0x80;
  for (let scale = 1; byte & 0x80; scale *= 128) {
    byte = bytes[at++] ?? 0;
    size += (byte & 0x7f) * scale;
  }
  return { size, next: at };
}

/**
 * Writes what a delta makes of its base to `target`, which has the result's size. Where something is new,
 * an inserted text or a seam of two copied runs, `fresh` is called with its range, in order.
 * @returns false when the delta is damaged
 */
export function applyDelta(
  base: Uint8Array,
  delta: Uint8Array,
  instructions: number,
  target: Uint8Array,
  fresh: (start: number, end: number) => void,
): boolean {
  let out = 0;
  let at = instructions;
  while (at < delta.length) {
    const code = delta[at++] ?? 0;
    if (code & 0x80) {
      let offset = 0;
      let length = 0;
      if (code & 0x01) offset = delta[at++] ?? 0;
      if (code & 0x02) offset |= (delta[at++] ?? 0) << 8;
      if (code & 0x04) offset |= (delta[at++] ?? 0) << 16;
      if (code & 0x08) offset += (delta[at++] ?? 0) * 2 ** 24;
      if (code & 0x10) length = delta[at++] ?? 0;
      if (code & 0x20) length |= (delta[at++] ?? 0) << 8;
      if (code & 0x40) length |= (delta[at++] ?? 0) << 16;
      if (length === 0) length = 0x10000;
      if (offset + length > base.length || out + length > target.length) return false;
      target.set(base.subarray(offset, offset + length), out);
      fresh(out, out);
      out += length;
    } else if (code > 0) {
      if (at + code > delta.length || out + code > target.length) return false;
      for (let index = 0; index < code; index++) target[out + index] = delta[at + index] ?? 0;
      fresh(out, out + code);
      at += code;
      out += code;
    } else {
      return false;
    }
  }
  return out === target.length;
}
