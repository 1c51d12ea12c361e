/**
 * Bytes on each side of an anchor that can belong to its credential or decide its boundary, in any chain of encodings.
 * A reader in chunks keeps this many bytes of what it read before.
 */
export declare const maxReach = 4096;
/** Bytes of the shortest credential, `ek_` and 32 digits: what decodes to less holds none. */
export declare const shortestCredential = 35;
/** Bytes on each side of the first byte of an anchor that decide whether it stands there and may be a credential's. */
export declare const anchorReach = 512;
/** Bytes on each side of an Azure OpenAI name in which an old key is looked for, and the digits of one. */
export declare const azureNeighbourhood = 400;
export declare const hexRun = 32;
