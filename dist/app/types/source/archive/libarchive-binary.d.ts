/** The compiled library. In a bundle it is part of this module (`scripts/bundle/libarchive.ts`). */
export declare function libarchiveBinary(): Uint8Array;
