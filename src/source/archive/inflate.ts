import { constants, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

/** The result of decompression. `too-large`: the output would exceed the limit, and is dropped. */
export type Inflated =
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  | { readonly type: "too-large" }
  | { readonly type: "corrupt" }
  /** No decoder for the format. */
  | { readonly type: "unknown" };

const decoders = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync } as const;

/**
 * Decompresses with a limit on the output. A stream that is truncated or damaged near its end yields the part that
 * could be read, unless that is empty.
 */
export function inflate(
  format: keyof typeof decoders,
  bytes: Uint8Array,
  limit: number,
  finishFlush: number = constants.Z_SYNC_FLUSH,
): Inflated {
  if (limit <= 0 || (format === "gzip" && announcesTooMuch(bytes, limit))) return { type: "too-large" };
  try {
    const output = decoders[format](bytes, { maxOutputLength: limit, finishFlush });
    return { type: "bytes", bytes: output };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    return code === "ERR_BUFFER_TOO_LARGE" ? { type: "too-large" } : { type: "corrupt" };
  }
}

/** The same for data that must be complete: a truncated stream is `corrupt`. */
export function inflateWhole(format: keyof typeof decoders, bytes: Uint8Array, limit: number): Inflated {
  return inflate(format, bytes, limit, constants.Z_FINISH);
}

/** Input of a trial, and the output above which it fails. */
const trialInput = 64 * 1024;
const trialOutput = 4 * 1024 * 1024;

/**
 * True for a gzip file whose stated size is above the limit and whose beginning expands like a decompression bomb: it
 * is rejected before memory is spent on it. The stated size alone is not reliable, since in a truncated file those
 * bytes are data.
 */
function announcesTooMuch(bytes: Uint8Array, limit: number): boolean {
  if (bytes.length <= trialInput) return false;
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(bytes.length - 4, true);
  if (size <= limit) return false;
  return inflate("gzip", bytes.subarray(0, trialInput), Math.min(limit, trialOutput)).type === "too-large";
}

/** The content of a compressed file, and what is wrong with it. */
export interface InflatedFile {
  readonly output: Inflated;
  readonly isWhole: boolean;
  /** True when all that is wrong is that other data follows; absent where the format does not say so. */
  readonly isFollowed?: boolean;
}

/** Decompresses a file of one stream or several, with zeros between and after them, as on a tape. */
export function inflateFile(format: "gzip" | "zlib", bytes: Uint8Array, limit: number): InflatedFile {
  const streams: Uint8Array[] = [];
  const upTo = (last: Uint8Array): Inflated => ({ type: "bytes", bytes: Buffer.concat([...streams, last]) });
  let left = limit;
  for (let at = 0; at < bytes.length; ) {
    const rest = bytes.subarray(at);
    const stream = firstStreams(format, rest, left);
    if (stream === "too-large") return { output: { type: "too-large" }, isWhole: false, isFollowed: false };
    if (stream === "corrupt") {
      const { output, isFollowed } =
        format === "gzip" ? inflateReadable(rest, left) : { output: inflate(format, rest, left), isFollowed: false };
      if (output.type === "bytes") return { output: upTo(output.bytes), isWhole: false, isFollowed };
      if (streams.length === 0 || output.type !== "corrupt") return { output, isWhole: false, isFollowed: false };
      return { output: upTo(Buffer.alloc(0)), isWhole: false, isFollowed: true };
    }
    streams.push(stream.bytes);
    left -= stream.bytes.length;
    at += stream.size;
    while (at < bytes.length && bytes[at] === 0) at++;
  }
  return { output: upTo(Buffer.alloc(0)), isWhole: true, isFollowed: false };
}

/** The content of the streams at the start, which must be complete, and their own size in bytes. */
function firstStreams(
  format: "gzip" | "zlib",
  bytes: Uint8Array,
  limit: number,
): { readonly bytes: Uint8Array; readonly size: number } | "too-large" | "corrupt" {
  if (limit <= 0 || (format === "gzip" && announcesTooMuch(bytes, limit))) return "too-large";
  try {
    // With `info` they return this, although their types do not say so.
    const { buffer, engine } = decoders[format](bytes, { maxOutputLength: limit, info: true }) as unknown as {
      readonly buffer: Uint8Array;
      readonly engine: { readonly bytesWritten: number };
    };
    return { bytes: buffer, size: engine.bytesWritten };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    return code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "corrupt";
  }
}

/**
 * Decompresses a gzip file whose end is damaged or followed by other data: returns its members as far as each can be
 * read, or `corrupt` when the first cannot. `isFollowed`: every member was complete, and other data follows.
 */
function inflateReadable(
  bytes: Uint8Array,
  limit: number,
): { readonly output: Inflated; readonly isFollowed: boolean } {
  const members: Uint8Array[] = [];
  let left = limit;
  let at = 0;
  for (;;) {
    const data = gzipDataStart(bytes, at);
    if (data === null) break;
    try {
      const options = { maxOutputLength: Math.max(1, left), info: true, finishFlush: constants.Z_SYNC_FLUSH };
      // With `info` it returns this, although its types do not say so.
      const { buffer, engine } = inflateRawSync(bytes.subarray(data), options) as unknown as {
        readonly buffer: Uint8Array;
        readonly engine: { readonly bytesWritten: number };
      };
      members.push(buffer);
      left -= buffer.length;
      at = data + engine.bytesWritten + gzipTrailerBytes;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") {
        return { output: { type: "too-large" }, isFollowed: false };
      }
      break;
    }
  }
  if (members.length === 0) return { output: { type: "corrupt" }, isFollowed: false };
  return {
    output: { type: "bytes", bytes: Buffer.concat(members) },
    isFollowed: at < bytes.length && bytes[at] !== 0x1f,
  };
}

const gzipTrailerBytes = 8;

/** Offset of a gzip member's deflated data, after its header; null when there is no member. */
function gzipDataStart(bytes: Uint8Array, start: number): number | null {
  if (bytes[start] !== 0x1f || bytes[start + 1] !== 0x8b || bytes[start + 2] !== 8) return null;
  const flags = bytes[start + 3] ?? 0;
  let at = start + 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  // A name and a comment, each followed by a zero byte.
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const zero = bytes.indexOf(0, at);
    if (zero === -1) return null;
    at = zero + 1;
  }
  if (flags & 2) at += 2;
  return at < bytes.length ? at : null;
}
