import type { Inflated } from "./inflate.ts";

/** Literals up to this length state it in their tag; the tags above say in how many bytes it follows. */
const longestTag = 60;

/**
 * Decompresses a block of snappy, with a limit on the output in bytes. Written here since the decoders on npm do not end on
 * damaged data.
 */
export function decompressSnappy(bytes: Uint8Array, limit: number): Inflated {
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const { length, end } = statedLength(input);
  if (length > limit) return { type: "too-large" };
  const output = Buffer.alloc(length);
  try {
    return fill(output, input, end) ? { type: "bytes", bytes: output } : { type: "corrupt" };
  } catch (error) {
    // A read beyond the end of the input.
    if (error instanceof RangeError) return { type: "corrupt" };
    throw error;
  }
}

function statedLength(input: Buffer): { readonly length: number; readonly end: number } {
  let length = 0;
  for (let index = 0; index < 5; index++) {
    const byte = input[index] ?? 0;
    length += (byte & 127) * 2 ** (7 * index);
    if (byte < 128) return { length, end: index + 1 };
  }
  return { length: Number.POSITIVE_INFINITY, end: 5 };
}

/** True when the literals and copies of the input fill the output exactly. */
function fill(output: Buffer, input: Buffer, start: number): boolean {
  let written = 0;
  for (let at = start; at < input.length; ) {
    const tag = input.readUInt8(at++);
    const short = tag >> 2;
    if ((tag & 3) === 0) {
      const extra = Math.max(0, short + 1 - longestTag);
      const length = 1 + (extra === 0 ? short : input.readUIntLE(at, extra));
      at += extra;
      if (at + length > input.length || written + length > output.length) return false;
      input.copy(output, written, at, at + length);
      at += length;
      written += length;
      continue;
    }
    const offsetBytes = [1, 2, 4][(tag & 3) - 1] as number;
    const low = input.readUIntLE(at, offsetBytes);
    at += offsetBytes;
    const isNear = offsetBytes === 1;
    const distance = isNear ? ((tag >> 5) << 8) | low : low;
    const length = isNear ? (short & 7) + 4 : short + 1;
    if (distance === 0 || distance > written || written + length > output.length) return false;
    // What is copied may reach into what it makes.
    for (const stop = written + length; written < stop; written++)
      output[written] = output[written - distance] as number;
  }
  return written === output.length;
}
