/*
 * Formats whose first bytes are ambiguous: the bytes that follow must be valid in the format too.
 */

const isOctalDigit = (byte: number) => byte >= 0x30 && byte <= 0x37;
const isHexDigit = (byte: number) =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);

/** Digits of a textual cpio header: 76 octal digits in the old format, 110 hexadecimal digits in the new ones. */
export function startsCpioHeader(bytes: Uint8Array): boolean {
  const isOld = bytes[5] === 0x37;
  const header = bytes.subarray(0, isOld ? 76 : 110);
  return header.length >= 76 && header.every(isOld ? isOctalDigit : isHexDigit);
}

/** The length of the first name in a binary cpio header, and the zero byte at its end. */
export function looksLikeBinaryCpio(bytes: Uint8Array): boolean {
  const [low = 0, high = 0] = bytes[0] === 0xc7 ? [bytes[20], bytes[21]] : [bytes[21], bytes[20]];
  const nameBytes = low + 256 * high;
  return nameBytes > 1 && nameBytes <= 4096 && bytes.indexOf(0, 26) === 26 + nameBytes - 1;
}

/** A header of 30 to 2,600 bytes that contains its own length. */
export function looksLikeArj(bytes: Uint8Array): boolean {
  const headerBytes = (bytes[2] ?? 0) + 256 * (bytes[3] ?? 0);
  return headerBytes >= 30 && headerBytes <= 2600 && (bytes[4] ?? 0) >= 30 && (bytes[4] ?? 0) < headerBytes;
}

/** A dictionary size that encoders use, and a size that is unknown or below 256 GB. */
export function looksLikeLzma(bytes: Uint8Array): boolean {
  if (bytes.length < 18) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const dictionaryBytes = view.getUint32(1, true);
  const size = view.getBigUint64(5, true);
  const bits = dictionaryBytes.toString(2);
  // The first byte of the compressed data is always zero.
  const isUsual = /^110*$|^10*$/.test(bits) && bytes[13] === 0;
  return isUsual && (size === 0xffff_ffff_ffff_ffffn || (size > 0n && size < 1n << 38n));
}

/** Compressed bytes read by a trial. */
const trialBytes = 4096;

/** A valid header without a dictionary, followed by data that can be inflated. */
export function looksLikeZlib(bytes: Uint8Array): boolean {
  const [method = 0, flags = 0] = bytes;
  if ((method * 256 + flags) % 31 !== 0 || (flags & 0x20) !== 0 || bytes.length < 8) return false;
  try {
    // Loaded on demand: every thread would pay for it, and hardly any file gets this far.
    const { constants, inflateSync } = process.getBuiltinModule("node:zlib");
    const options = { maxOutputLength: 64 * 1024 * 1024, finishFlush: constants.Z_SYNC_FLUSH };
    return inflateSync(bytes.subarray(0, trialBytes), options).length > 0;
  } catch {
    return false;
  }
}

/** Four partition table entries after a boot sector, at least one of them in use. */
export function hasPartitions(bytes: Uint8Array): boolean {
  let used = 0;
  for (let entry = 446; entry < 510; entry += 16) {
    const [flags = 1] = bytes.subarray(entry);
    if (flags !== 0 && flags !== 0x80) return false;
    const fields = bytes.subarray(entry, entry + 16);
    if (fields[4] === 0) {
      if (fields.some((byte) => byte !== 0)) return false;
    } else if (fields.subarray(8, 12).every((byte) => byte === 0) || fields.subarray(12).every((byte) => byte === 0)) {
      return false;
    } else used++;
  }
  return used > 0;
}

/** Public-key algorithms that encrypt: RSA, Elgamal, ECDH, X25519 and X448. */
const encryptionAlgorithms: ReadonlySet<number> = new Set([1, 2, 16, 18, 25, 26]);

/** The packet with which an encrypted OpenPGP message begins: a session key for a public key, or for a passphrase. */
export function looksLikeOpenPgp(bytes: Uint8Array): boolean {
  const [tag = 0, length = 0] = bytes;
  const isLong = tag === 0x85 || ((tag === 0xc1 || tag === 0xc3) && length >= 192 && length < 224);
  const packet = bytes.subarray(isLong ? 3 : 2);
  // The version, then the cipher and how the passphrase is hashed, or the key's id and algorithm.
  if (tag === 0x8c || tag === 0xc3) {
    const [version, cipher = 0, hashing = 9] = packet;
    return version === 4 && cipher >= 1 && cipher <= 13 && [0, 1, 3, 4].includes(hashing);
  }
  return packet[0] === 3 && encryptionAlgorithms.has(packet[9] ?? 0);
}

/** A confirmation: the file contains this text. */
export function contains(text: string, encoding: "latin1" | "utf16le"): (bytes: Uint8Array) => boolean {
  const expected = Buffer.from(text, encoding);
  return (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(expected);
}

/** `begin 644 name`, then a line whose first character says how many bytes it encodes, in groups of four characters. */
export function looksLikeUuencoded(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 512)).toString("latin1");
  const line = /^begin [0-7]{3,4} [^\r\n]+\r?\n([ -`]+)\r?\n/.exec(start)?.[1] ?? "";
  const encodedBytes = line.charCodeAt(0) - 0x20;
  const missing = Math.ceil(encodedBytes / 3) * 4 - (line.length - 1);
  // Blanks at the end may have been lost.
  return encodedBytes > 0 && missing >= 0 && missing < 4;
}
