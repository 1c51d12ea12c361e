import { constants, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

/** What became of compressed bytes. `too-large`: the output would pass the limit; nothing of it was kept. */
export type Inflated =
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  | { readonly type: "too-large" }
  | { readonly type: "corrupt" };

const decoders = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync } as const;

/**
 * Decompresses within a bound on the output.
 * A stream that was cut off or damaged at its end gives what could be read of it, as long as that is something.
 */
export function inflate(format: keyof typeof decoders, bytes: Uint8Array, limit: number): Inflated {
  if (limit <= 0 || (format === "gzip" && announcesTooMuch(bytes, limit))) return { type: "too-large" };
  try {
    const output = decoders[format](bytes, { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH });
    return { type: "bytes", bytes: output };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    return code === "ERR_BUFFER_TOO_LARGE" ? { type: "too-large" } : { type: "corrupt" };
  }
}

/** Input of a trial, and the output above which the trial is lost. */
const trialInput = 64 * 1024;
const trialOutput = 4 * 1024 * 1024;

/**
 * True for a gzip file that ends with a size above the limit and begins as only a decompression bomb does: it is given
 * up before memory is spent on it. The size alone does not tell: where a file was cut off, those bytes mean nothing.
 */
function announcesTooMuch(bytes: Uint8Array, limit: number): boolean {
  if (bytes.length <= trialInput) return false;
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(bytes.length - 4, true);
  if (size <= limit) return false;
  return inflate("gzip", bytes.subarray(0, trialInput), Math.min(limit, trialOutput)).type === "too-large";
}
