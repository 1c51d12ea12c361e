import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
/** What became of compressed bytes. `too-large`: the output would pass the limit; nothing of it was kept. */
export type Inflated = {
    readonly type: "bytes";
    readonly bytes: Uint8Array;
} | {
    readonly type: "too-large";
} | {
    readonly type: "corrupt";
}
/** Nothing here decompresses the format. */
 | {
    readonly type: "unknown";
};
declare const decoders: {
    readonly gzip: typeof gunzipSync;
    readonly zlib: typeof inflateSync;
    readonly raw: typeof inflateRawSync;
};
/**
 * Decompresses within a bound on the output.
 * A stream that was cut off or damaged at its end gives what could be read of it, as long as that is something.
 */
export declare function inflate(format: keyof typeof decoders, bytes: Uint8Array, limit: number, finishFlush?: number): Inflated;
/** The same for data that must be whole: what was cut off is `corrupt`. */
export declare function inflateWhole(format: keyof typeof decoders, bytes: Uint8Array, limit: number): Inflated;
/**
 * What a gzip file holds whose end is damaged, or followed by something else: its members as far as each can be read.
 * `corrupt` when the first one cannot. `isFollowed`: each was whole, and something else stands behind them.
 */
export declare function inflateReadable(bytes: Uint8Array, limit: number): {
    readonly output: Inflated;
    readonly isFollowed: boolean;
};
export {};
