/** What opens a format; null for one that is recognised and named. */
export type Reader = "gzip" | "zip" | "tar" | "pdf" | "png" | "zlib" | "zstd" | "lz4" | "stream" | "archive" | "payload";
/** A format by what its files have in common. */
export interface Signature {
    /** How people call the format: "7z". */
    readonly name: string;
    readonly reader: Reader | null;
    /** Bytes, as Latin-1 text. */
    readonly magic: string;
    /** Offset of these bytes in the file. */
    readonly at: number;
    /** Asked where the magic alone may begin something else. */
    readonly confirms: (bytes: Uint8Array) => boolean;
}
/** Formats known by their first bytes. */
export declare const openings: readonly Signature[];
/** Formats known by bytes further on, most of them images of a disk or file system. */
export declare const insides: readonly Signature[];
