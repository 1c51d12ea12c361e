/**
 * Bytes on each side of an anchor that can belong to its credential or decide its boundary, in any chain of encodings.
 * A reader in chunks keeps this many bytes of what it read before.
 */
export declare const maxReach = 4096;
/** Bytes of the shortest credential, `ek_` and 32 digits: anything that decodes to less contains none. */
export declare const shortestCredential = 35;
/** Bytes on each side of an anchor's first byte that decide whether it is one and may belong to a credential. */
export declare const anchorReach = 512;
/** Bytes on each side of an Azure OpenAI name that are searched for an old key, and the digits of one. */
export declare const azureNeighbourhood = 400;
export declare const hexRun = 32;
