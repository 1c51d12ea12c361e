import { constants, createInflate, deflateSync, inflateSync } from "node:zlib";

/** Decompresses one zlib stream after the other into memory that the caller has. */
export interface Inflater {
  /**
   * Writes what the stream from byte `start` to `end` of `bytes` holds to the beginning of `target`, which has room for
   * more than `size` bytes. False when the stream is damaged, or holds more or fewer.
   */
  inflate(bytes: Buffer, start: number, end: number, target: Buffer, size: number): boolean;
}

/** What a stream of Node's zlib is made of. It is not documented, so what it does is tried before it is used. */
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
 * Node's synchronous functions set up a stream and a result for each call, which for small objects, most of what a pack
 * holds, takes longer than to decompress them. One stream is used again and again instead, where that works.
 */
export function createInflater(): Inflater {
  const reused = reusedStream();
  return reused !== null && works(reused) ? reused : oneStreamEach;
}

/** The same by what is documented. */
export const oneStreamEach: Inflater = {
  inflate(bytes, start, end, target, size) {
    try {
      const options = { chunkSize: Math.max(64, size + 1), maxOutputLength: size + 1 };
      const output = inflateSync(bytes.subarray(start, end), options);
      return output.length === size && output.copy(target) === size;
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
    inflate(bytes, start, end, target, size) {
      // Node ends the process where room is lacking.
      if (target.length <= size) return false;
      failed = false;
      reset.call(binding);
      writeSync.call(binding, constants.Z_FINISH, bytes, start, end - start, target, 0, size + 1);
      return !failed && left[0] === 1;
    },
  };
}

/** True when streams, good and bad ones in turn, give what they should. */
function works(inflater: Inflater): boolean {
  try {
    const text = Buffer.from("what is written must be read again, again and again");
    const stream = deflateSync(text);
    const reads = (bytes: Buffer, size: number) => {
      const target = Buffer.alloc(text.length + 1);
      return inflater.inflate(bytes, 0, bytes.length, target, size) && target.subarray(0, size).equals(text);
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
