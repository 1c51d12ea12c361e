import { constants, zstdDecompressSync } from "node:zlib";
import type { Inflated } from "./inflate.ts";

/** Smallest size of a frame. */
const frameBytes = 6;

/** The content of a zstd file, frame by frame, and whether all of it could be read. */
export function decompressZstd(
  bytes: Uint8Array,
  limit: number,
): { readonly output: Inflated; readonly isWhole: boolean } {
  // Available in Node 22 since 22.15.
  if (typeof zstdDecompressSync !== "function") return { output: { type: "unknown" }, isWhole: false };
  const frames: Uint8Array[] = [];
  let left = limit;
  let isWhole = true;
  for (let at = 0; at + frameBytes <= bytes.length; ) {
    const frame = decompressFrame(bytes.subarray(at), left);
    if (frame === "too-large") return { output: { type: "too-large" }, isWhole: false };
    if (frame === null) {
      isWhole = false;
      break;
    }
    frames.push(frame.bytes);
    left -= frame.bytes.length;
    at += frame.consumed;
    if (!frame.isWhole || frame.consumed === 0) {
      isWhole = false;
      break;
    }
  }
  const output = Buffer.concat(frames);
  return { output: isWhole || output.length > 0 ? { type: "bytes", bytes: output } : { type: "corrupt" }, isWhole };
}

interface Frame {
  readonly bytes: Uint8Array;
  readonly consumed: number;
  readonly isWhole: boolean;
}

function decompressFrame(bytes: Uint8Array, limit: number): Frame | "too-large" | null {
  // A truncated frame fails, unless more input is announced.
  for (const finishFlush of [constants.ZSTD_e_end, constants.ZSTD_e_continue]) {
    try {
      // With `info` it returns this, although its types do not say so.
      const { buffer, engine } = zstdDecompressSync(bytes, {
        maxOutputLength: Math.max(1, limit),
        info: true,
        finishFlush,
      }) as unknown as { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } };
      return { bytes: buffer, consumed: engine.bytesWritten, isWhole: finishFlush === constants.ZSTD_e_end };
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") return "too-large";
    }
  }
  return null;
}
