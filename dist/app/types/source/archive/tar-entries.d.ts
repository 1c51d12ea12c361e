/**
 * What a tar archive in memory holds. A reader of streams waits for what an archive promises and does not bring: with a
 * directory that claims to have content, for ever. Here everything is at hand, and what is wrong is the end.
 */
/** One member. */
export interface TarEntry {
    readonly name: string;
    /** Null for what has no content: a link, directory, device or fifo. */
    readonly bytes: Uint8Array | null;
}
/** Members in their order, each a part of `bytes`. Returns false when the archive is damaged or cut off. */
export declare function tarEntries(bytes: Buffer): Generator<TarEntry, boolean>;
