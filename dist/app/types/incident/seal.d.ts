/** Keeps text unreadable at rest. `context` says where it belongs: a sealed text opens only under the same one. */
export interface Seal {
    /** Nonce, ciphertext and authentication tag. */
    seal(text: string, context: string): Uint8Array;
    /** Throws when the key or the context is another, or a byte was changed. */
    open(sealed: Uint8Array, context: string): string;
}
/** AES-256-GCM under a key of 32 bytes. */
export declare function createSeal(key: Uint8Array): Seal;
/** A sealing key that follows from the App's private key, so that an operator need not keep another secret. */
export declare function deriveSealingKey(privateKey: string): Uint8Array;
