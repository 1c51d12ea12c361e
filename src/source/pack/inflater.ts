import { constants, createInflate, deflateSync, inflateSync } from "node:zlib";

/** Decompresses zlib streams into the caller's memory. */
export interface Inflater {
  /**
   * Decompresses the stream from byte `start` to `end` of `bytes` to offset `at` of `target`, which has room for more
   * than `size` bytes there. False when the stream is damaged, or contains more or fewer bytes.
   */
  inflate(bytes: Buffer, start: number, end: number, target: Buffer, at: number, size: number): boolean;
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
  inflate(bytes, start, end, target, at, size) {
    try {
      const options = { chunkSize: Math.max(64, size + 1), maxOutputLength: size + 1 };
      const output = inflateSync(bytes.subarray(start, end), options);
      return output.length === size && output.copy(target, at) === size;
    } catch {
      return false;
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
    inflate(bytes, start, end, target, at, size) {
      // Node aborts the process when there is too little space.
      if (target.length - at <= size) return false;
      failed = false;
      reset.call(binding);
      writeSync.call(binding, constants.Z_FINISH, bytes, start, end - start, target, at, size + 1);
      return !failed && left[0] === 1;
    },
  };
}

/** True when valid and invalid streams, in turn, give the expected results. */
function works(inflater: Inflater): boolean {
  try {
    const text = Buffer.from("what is written must be read again, again and again");
    const stream = deflateSync(text);
    const reads = (bytes: Buffer, size: number) => {
      const target = Buffer.alloc(text.length + 2);
      return inflater.inflate(bytes, 0, bytes.length, target, 1, size) && target.subarray(1, 1 + size).equals(text);
    };
    const damaged = Buffer.from(stream);
    damaged.writeUInt8(damaged.readUInt8(stream.length - 1) ^ 1, stream.length - 1);
    return (
      reads(stream, text.length) &&
      !reads(stream.subarray(0, -6), text.length) &&
      !reads(damaged, text.length) &&
      !reads(stream, text.length - 1) &&
      reads(stream, text.length)
    );
  } catch {
    return false;
  }
}
