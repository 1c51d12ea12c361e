/**
 * Bytes on each side of an anchor that can belong to its credential or decide its boundary, in any chain of encodings.
 * A reader in chunks keeps this many bytes of what it read before.
 */
export declare const maxReach = 4096;
