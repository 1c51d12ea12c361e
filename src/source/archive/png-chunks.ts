/** One chunk of a PNG file. */
export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const signatureBytes = 8;
/** A length and a type before the data of a chunk, and a checksum behind it. */
const headBytes = 8;
const checksumBytes = 4;

/** Text and profiles that are compressed; the picture itself holds no text. */
const compressedText = new Set(["zTXt", "iTXt", "iCCP"]);

/** The chunks of a PNG file that may hold compressed text, as far as its bytes are at hand. Returns false where they end before it does. */
export function* textChunks(bytes: Uint8Array): Generator<PngChunk, boolean> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = signatureBytes; at + headBytes <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + headBytes));
    if (type === "IEND") return true;
    const start = at + headBytes;
    if (compressedText.has(type)) yield { type, data: bytes.subarray(start, start + length) };
    at = start + length + checksumBytes;
  }
  return false;
}

/** True when a PNG file holds text or a profile that is compressed, or its end is not at hand. */
export function hasCompressedText(bytes: Uint8Array): boolean {
  const chunks = textChunks(bytes);
  const first = chunks.next();
  return first.done ? first.value === false : true;
}
