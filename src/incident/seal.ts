import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts content at rest. `context` names its place: content can be opened only under the same context. */
export interface Seal {
  /** Nonce, ciphertext and authentication tag. */
  seal(content: string | Uint8Array, context: string): Uint8Array;
  /** Text that was sealed. Throws when the key or the context differs, or a byte was changed. */
  open(sealed: Uint8Array, context: string): string;
  /** As `open`, for bytes. */
  openBytes(sealed: Uint8Array, context: string): Uint8Array;
}

/** AES-256-GCM under a key of 32 bytes. */
export function createSeal(key: Uint8Array): Seal {
  if (key.length !== 32) throw new RangeError(`A sealing key has 32 bytes, this one has ${key.length}.`);
  const openBytes = (sealed: Uint8Array, context: string): Buffer => {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  };
  return {
    seal(content, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(context));
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, context) => openBytes(sealed, context).toString("utf8"),
    openBytes,
  };
}

/** A sealing key derived from the App's private key, so that an operator need not manage another secret. */
export function deriveSealingKey(privateKey: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", privateKey.trim(), "keyhawk", "keyhawk:sealing:1", 32));
}
