import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
/** The result of decompression. `too-large`: the output would exceed the limit, and is dropped. */
export type Inflated = {
    readonly type: "bytes";
    readonly bytes: Uint8Array;
} | {
    readonly type: "too-large";
} | {
    readonly type: "corrupt";
}
/** No decoder for the format. */
 | {
    readonly type: "unknown";
};
declare const decoders: {
    readonly gzip: typeof gunzipSync;
    readonly zlib: typeof inflateSync;
    readonly raw: typeof inflateRawSync;
};
/**
 * Decompresses with a limit on the output. A stream that is truncated or damaged near its end yields the part that
 * could be read, unless that is empty.
 */
export declare function inflate(format: keyof typeof decoders, bytes: Uint8Array, limit: number, finishFlush?: number): Inflated;
/** The same for data that must be complete: a truncated stream is `corrupt`. */
export declare function inflateWhole(format: keyof typeof decoders, bytes: Uint8Array, limit: number): Inflated;
/**
 * Decompresses a gzip file whose end is damaged or followed by other data: returns its members as far as each can be
 * read, or `corrupt` when the first cannot. `isFollowed`: every member was complete, and other data follows.
 */
export declare function inflateReadable(bytes: Uint8Array, limit: number): {
    readonly output: Inflated;
    readonly isFollowed: boolean;
};
export {};
