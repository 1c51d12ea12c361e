/** The reader that opens a format; null for a format that is recognised and reported by name. */
export type Reader = "gzip" | "zip" | "tar" | "pdf" | "png" | "zlib" | "zstd" | "lz4" | "stream" | "archive" | "git" | "payload";
/** A format and the bytes that identify it. */
export interface Signature {
    /** Common name of the format: "7z". */
    readonly name: string;
    readonly reader: Reader | null;
    /** Bytes, as Latin-1 text. */
    readonly magic: string;
    /** Offset of these bytes in the file. */
    readonly at: number;
    /** Called when the magic alone is ambiguous. */
    readonly confirms: (bytes: Uint8Array) => boolean;
}
/** Formats identified by their first bytes. */
export declare const openings: readonly Signature[];
/** Formats identified by later bytes, most of them disk and file system images. */
export declare const insides: readonly Signature[];
