import type { Span } from "./span.ts";

/** Sizes at the start of a delta, and the offset of its instructions. */
export interface DeltaHeader {
  readonly baseSize: number;
  readonly resultSize: number;
  readonly start: number;
}

/** Parses the header of a delta of `length` bytes; null when it is truncated. */
export function deltaHeader(delta: Uint8Array, length = delta.length): DeltaHeader | null {
  const base = variableSize(delta, 0);
  const result = variableSize(delta, base.next);
  return result.next > length ? null : { baseSize: base.size, resultSize: result.size, start: result.next };
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

/** Shorter copies are made byte by byte: a call takes longer. */
const fewBytes = 24;

/**
 * Applies a delta to its base and writes the result to `target`, which has the result's size. Calls `fresh`, in order,
 * with each range that is new, counted from the start of the result: inserted text, or a seam of two runs that were not
 * adjacent in the base. The instructions extend from byte `instructions` to `end` of the delta. A start or end that
 * differs from the base's is also a seam.
 * @returns false when the delta is damaged
 */
export function applyDelta(
  base: Span,
  delta: Buffer,
  instructions: number,
  end: number,
  target: Span,
  fresh: (start: number, end: number) => void,
): boolean {
  const baseSize = base.end - base.start;
  const size = target.end - target.start;
  let out = 0;
  let at = instructions;
  // Where the next byte would come from if nothing was new.
  let follows = 0;
  while (at < end) {
    const code = delta[at++] as number;
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
      if (offset + length > baseSize || out + length > size) return false;
      copy(base.memory, base.start + offset, length, target.memory, target.start + out);
      if (offset !== follows) fresh(out, out);
      follows = offset + length;
      out += length;
    } else if (code > 0) {
      if (at + code > end || out + code > size) return false;
      copy(delta, at, code, target.memory, target.start + out);
      fresh(out, out + code);
      follows = -1;
      at += code;
      out += code;
    } else {
      return false;
    }
  }
  if (out !== size) return false;
  if (follows !== baseSize && follows !== -1) fresh(out, out);
  return true;
}

function copy(from: Buffer, at: number, length: number, to: Buffer, start: number): void {
  if (length >= fewBytes) from.copy(to, start, at, at + length);
  else for (let index = 0; index < length; index++) to[start + index] = from[at + index] as number;
}
