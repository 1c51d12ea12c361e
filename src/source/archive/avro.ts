import { type Allowance, type Member, overLimit } from "./allowance.ts";
import { type Codec, decompressBlock } from "./codec.ts";

const codecs: Readonly<Record<string, Codec>> = {
  deflate: "deflate",
  snappy: "snappy",
  zstandard: "zstd",
  bzip2: "bzip2",
  xz: "xz",
};

const syncBytes = 16;
/** Snappy's blocks end with a checksum. */
const checksumBytes = 4;

/** The compressed blocks of an Avro file. Without compression its own bytes show everything. */
export async function* avroMembers(bytes: Uint8Array, allowance: Allowance): AsyncGenerator<Member> {
  try {
    const reader = new AvroReader(bytes);
    const name = reader.codec();
    if (name === "" || name === "null") return;
    const codec = codecs[name];
    if (codec === undefined) {
      yield { name: null, reason: "unsupported", detail: "This compression of Avro cannot be opened." };
      return;
    }
    for (let number = 1; ; number++) {
      const block = reader.block();
      if (block === null) return;
      if (!allowance.takeMember()) {
        yield { name: null, reason: "archive-limit", detail: "It has more blocks than are read." };
        return;
      }
      const data = codec === "snappy" ? block.subarray(0, -checksumBytes) : block;
      yield await blockMember(`block ${number}`, codec, data, allowance);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    yield { name: null, reason: "unreadable", detail: "The Avro data is damaged or cut off." };
  }
}

async function blockMember(name: string, codec: Codec, data: Uint8Array, allowance: Allowance): Promise<Member> {
  const limit = allowance.outputLimit(data.length);
  const content = await decompressBlock(codec, data, limit);
  if (content.type === "too-large") {
    allowance.spend(limit);
    return overLimit(name, limit);
  }
  if (content.type !== "bytes") return { name, reason: "unreadable", detail: "The Avro data is damaged." };
  allowance.spend(content.bytes.length);
  return { name, bytes: content.bytes };
}

/** Reads an Avro object container file, and throws a RangeError beyond its end. */
class AvroReader {
  readonly #bytes: Buffer;
  #at = 4;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** The codec that the header names; call it first. */
  codec(): string {
    let codec = "";
    for (let count = this.#long(); count !== 0; count = this.#long()) {
      // A negative count is followed by the size of its entries in bytes.
      if (count < 0) this.#long();
      for (let entry = 0; entry < Math.abs(count); entry++) {
        const key = this.#data().toString("latin1");
        const value = this.#data().toString("latin1");
        if (key === "avro.codec") codec = value;
      }
    }
    this.#take(syncBytes);
    return codec;
  }

  /** The data of the next block; null at the end. */
  block(): Uint8Array | null {
    if (this.#at >= this.#bytes.length) return null;
    this.#long();
    const data = this.#data();
    this.#take(syncBytes);
    return data;
  }

  #data(): Buffer {
    return this.#take(this.#long());
  }

  #take(length: number): Buffer {
    const start = this.#at;
    if (length < 0 || start + length > this.#bytes.length) throw new RangeError("The data ends too early.");
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }

  /** A number in zigzag form, seven bits in each byte, lowest first. */
  #long(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes.readUInt8(this.#at++);
      value += (byte & 127) * scale;
      if (byte < 128) break;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
