import { constants, createInflate, deflateSync, inflateSync } from "node:zlib";

/** Decompresses zlib streams into the caller's memory. */
export interface Inflater {
  /**
   * Decompresses the stream from byte `start` to `end` of `bytes` to offset `at` of `target`, which has room for more
   * than `most` bytes there. Returns the number of decompressed bytes; -1 when the stream is damaged, or contains more
   * than `most`.
   */
  inflate(bytes: Buffer, start: number, end: number, target: Buffer, at: number, most: number): number;
}

/** The internals of a Node zlib stream. They are undocumented, so they are tested before use. */
interface Binding {
  onerror: () => void;
  reset(): void;
  writeSync(
    flush: number,
    input: Uint8Array,
    inputAt: number,
    inputLength: number,
    output: Uint8Array,
    outputAt: number,
    outputLength: number,
  ): void;
}

/**
 * Node's synchronous functions create a stream and a result for each call, which for the small objects of a typical
 * pack takes longer than decompressing them. Where possible one stream is reused instead.
 */
export function createInflater(): Inflater {
  const reused = reusedStream();
  return reused !== null && works(reused) ? reused : oneStreamEach;
}

/** The same using only documented functions. */
export const oneStreamEach: Inflater = {
  inflate(bytes, start, end, target, at, most) {
    if (target.length - at <= most) return -1;
    try {
      const options = { chunkSize: Math.max(64, most + 1), maxOutputLength: Math.max(1, most) };
      const output = inflateSync(bytes.subarray(start, end), options);
      return output.length > most ? -1 : output.copy(target, at);
    } catch {
      return -1;
    }
  },
};

function reusedStream(): Inflater | null {
  const { _handle: binding, _writeState: left } = createInflate() as unknown as {
    readonly _handle?: Partial<Binding> | null;
    readonly _writeState?: unknown;
  };
  if (typeof binding?.reset !== "function" || typeof binding.writeSync !== "function") return null;
  if (!(left instanceof Uint32Array)) return null;
  const { reset, writeSync } = binding as Binding;
  let failed = false;
  binding.onerror = () => {
    failed = true;
  };
  return {
    inflate(bytes, start, end, target, at, most) {
      // Node aborts the process when there is too little space.
      if (target.length - at <= most) return -1;
      failed = false;
      reset.call(binding);
      writeSync.call(binding, constants.Z_FINISH, bytes, start, end - start, target, at, most + 1);
      const unused = left[0] as number;
      return failed || unused === 0 ? -1 : most + 1 - unused;
    },
  };
}

/** True when valid and invalid streams, in turn, give the expected results. */
function works(inflater: Inflater): boolean {
  try {
    const text = Buffer.from("what is written must be read again, again and again");
    const stream = deflateSync(text);
    const reads = (bytes: Buffer, most: number) => {
      const target = Buffer.alloc(text.length + 4);
      const size = inflater.inflate(bytes, 0, bytes.length, target, 1, most);
      return size === text.length && target.subarray(1, 1 + size).equals(text);
    };
    const damaged = Buffer.from(stream);
    damaged.writeUInt8(damaged.readUInt8(stream.length - 1) ^ 1, stream.length - 1);
    return (
      reads(stream, text.length) &&
      !reads(stream.subarray(0, -6), text.length) &&
      !reads(damaged, text.length) &&
      !reads(stream, text.length - 1) &&
      reads(stream, text.length + 2)
    );
  } catch {
    return false;
  }
}
