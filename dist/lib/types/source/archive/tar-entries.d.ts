/**
 * The content of a tar archive in memory. A streaming reader can wait forever for declared but missing content, such as
 * that of a directory with a size. Here all bytes are available, and invalid data ends the archive.
 */
/** One member. */
export interface TarEntry {
    readonly name: string;
    /** Null for an entry without content: a link, directory, device or fifo. */
    readonly bytes: Uint8Array | null;
}
/** Members in order, each a part of `bytes`. Returns false when the archive is damaged or truncated. */
export declare function tarEntries(bytes: Buffer): Generator<TarEntry, boolean>;
