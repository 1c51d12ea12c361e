import { type Allowance, type Member, overLimit } from "./allowance.ts";
import { type Codec, decompressBlock } from "./codec.ts";
import { messagesIn, numberIn } from "./protobuf.ts";

/** By their numbers in a file; what is not listed is not compressed, or cannot be opened. */
const codecs: readonly (Codec | undefined)[] = ["none", "deflate", "snappy", undefined, "lz4", "zstd", "brotli"];

/** Kinds of streams that hold the bytes of texts: those of the rows, and those of a dictionary. */
const textStreams: ReadonlySet<number> = new Set([1, 3]);

/** A chunk's length and whether it is stored as it is, in three bytes. */
const chunkHeader = 3;

class TooLarge extends Error {}

/**
 * The values of an ORC file, each stripe's as a member. Without compression its own bytes show everything. Values follow
 * each other without a separator, and a zero byte after each column marks the member as binary, where they are found.
 */
export async function* orcMembers(bytes: Uint8Array, allowance: Allowance): AsyncGenerator<Member> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const postscript = postscriptOf(file);
    const codec = codecs[numberIn(postscript, 2)];
    if (codec === "none") return;
    if (codec === undefined) {
      yield { name: null, reason: "unsupported", detail: "This compression of ORC cannot be opened." };
      return;
    }
    const end = file.length - 1 - postscript.length;
    const footer = await unpack(slice(file, end - numberIn(postscript, 1), end), codec, allowance);
    if (messagesIn(footer, 10).length > 0) {
      yield { name: null, reason: "encrypted", detail: "A column is encrypted." };
    }
    for (const [index, stripe] of messagesIn(footer, 3).entries()) {
      if (!allowance.takeMember()) {
        yield { name: null, reason: "archive-limit", detail: "It has more stripes than are read." };
        return;
      }
      yield* stripeMembers(`stripe ${index + 1}`, await streamsOf(file, stripe, codec, allowance), codec, allowance);
    }
  } catch (error) {
    if (error instanceof TooLarge) {
      yield { name: null, reason: "archive-limit", detail: "It unpacks to more than is read of a file of its size." };
    } else if (error instanceof RangeError) {
      yield { name: null, reason: "unreadable", detail: "The ORC data is damaged or cut off." };
    } else throw error;
  }
}

/** What ends a file and describes the rest, before a last byte with its length. Throws a RangeError when it is not there. */
function postscriptOf(file: Buffer): Buffer {
  const end = file.length - 1;
  const postscript = slice(file, end - file.readUInt8(end), end);
  if (messagesIn(postscript, 8000)[0]?.toString("latin1") !== "ORC") throw new RangeError("There is no postscript.");
  return postscript;
}

/** What a stripe's own footer says of a stream. */
interface Stream {
  readonly isText: boolean;
  readonly content: Buffer;
}

/** The texts of a stripe, and a line for each column of which not everything could be read. */
async function* stripeMembers(
  name: string,
  streams: readonly Stream[],
  codec: Codec,
  allowance: Allowance,
): AsyncGenerator<Member> {
  const texts: Uint8Array[] = [];
  for (const { isText, content } of streams) {
    if (!isText) continue;
    const limit = allowance.outputLimit(content.length);
    try {
      texts.push(await unpack(content, codec, allowance), Buffer.of(0));
    } catch (error) {
      if (error instanceof TooLarge) yield overLimit(name, limit);
      else if (error instanceof RangeError) yield { name, reason: "unreadable", detail: "The ORC data is damaged." };
      else throw error;
    }
  }
  yield { name, bytes: Buffer.concat(texts) };
}

async function streamsOf(file: Buffer, stripe: Buffer, codec: Codec, allowance: Allowance): Promise<Stream[]> {
  const offset = numberIn(stripe, 1);
  const end = offset + numberIn(stripe, 2) + numberIn(stripe, 3);
  const footer = await unpack(slice(file, end, end + numberIn(stripe, 4)), codec, allowance);
  let at = offset;
  return messagesIn(footer, 1).map((stream) => {
    const content = slice(file, at, at + numberIn(stream, 3));
    at += content.length;
    return { isText: textStreams.has(numberIn(stream, 1)), content };
  });
}

/** The content of a stream, chunk by chunk. Throws a RangeError when it is damaged, and {@link TooLarge}. */
async function unpack(stream: Buffer, codec: Codec, allowance: Allowance): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let left = allowance.outputLimit(stream.length);
  for (let at = 0; at < stream.length; ) {
    const header = stream.readUIntLE(at, chunkHeader);
    const end = at + chunkHeader + (header >> 1);
    const chunk = slice(stream, at + chunkHeader, end);
    const content = await decompressBlock((header & 1) === 1 ? "none" : codec, chunk, left);
    if (content.type === "too-large") {
      allowance.spend(left);
      throw new TooLarge();
    }
    if (content.type !== "bytes") throw new RangeError("A chunk is damaged.");
    parts.push(content.bytes);
    left -= content.bytes.length;
    allowance.spend(content.bytes.length);
    at = end;
  }
  return Buffer.concat(parts);
}

/** Throws a RangeError beyond the bytes. */
function slice(bytes: Buffer, start: number, end: number): Buffer {
  if (start < 0 || end < start || end > bytes.length) throw new RangeError("The data ends too early.");
  return bytes.subarray(start, end);
}
