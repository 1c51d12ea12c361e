/** One chunk of a PNG file. */
export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const signatureBytes = 8;
/** Length and type before the data of a chunk, and a checksum after it. */
const headBytes = 8;
const checksumBytes = 4;

/** Compressed text and profiles; the image itself contains no text. */
const compressedText = new Set(["zTXt", "iTXt", "iCCP"]);

/**
 * The chunks of a PNG file that may contain compressed text, as far as its bytes are available. Returns false when they
 * end before the file does.
 */
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

/** True when a PNG file contains compressed text or a profile, or its end is not available. */
export function hasCompressedText(bytes: Uint8Array): boolean {
  const chunks = textChunks(bytes);
  const first = chunks.next();
  return first.done ? first.value === false : true;
}
