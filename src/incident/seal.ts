import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts text at rest. `context` names its place: a sealed text can be opened only under the same context. */
export interface Seal {
  /** Nonce, ciphertext and authentication tag. */
  seal(text: string, context: string): Uint8Array;
  /** Throws when the key or the context differs, or a byte was changed. */
  open(sealed: Uint8Array, context: string): string;
}

/** AES-256-GCM under a key of 32 bytes. */
export function createSeal(key: Uint8Array): Seal {
  if (key.length !== 32) throw new RangeError(`A sealing key has 32 bytes, this one has ${key.length}.`);
  return {
    seal(text, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(context));
      return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-tagBytes));
      return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, "utf8") + decipher.final("utf8");
    },
  };
}

/** A sealing key derived from the App's private key, so that an operator need not manage another secret. */
export function deriveSealingKey(privateKey: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", privateKey.trim(), "keyhawk", "keyhawk:sealing:1", 32));
}
