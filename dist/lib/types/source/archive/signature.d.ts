/** The reader that opens a format; null for a format that is recognised and reported by name. */
export type Reader = "gzip" | "zip" | "tar" | "pdf" | "png" | "sqlite" | "parquet" | "avro" | "zlib" | "zstd" | "lz4" | "stream" | "archive" | "git" | "payload" | "locked";
/** A format and the bytes that identify it. */
export interface Signature {
    /** Common name of the format: "7z". */
    readonly name: string;
    readonly reader: Reader | null;
    /** Bytes, as Latin-1 text. */
    readonly magic: string;
    /** Offset of these bytes in the file; when negative, from its end. */
    readonly at: number;
    /** Called when the magic alone is ambiguous. */
    readonly confirms: (bytes: Uint8Array) => boolean;
}
/** A confirmation: the byte at `at` is one that text does not contain there. */
export declare const binaryAt: (at: number) => (bytes: Uint8Array) => boolean;
/** As above, for any byte from `start` to before `end`. */
export declare const binaryWithin: (start: number, end: number) => (bytes: Uint8Array) => boolean;
/** The confirmation of a signature that is not ambiguous. */
export declare const always: () => boolean;
/** A format with a reader. */
export declare function opened(reader: Reader, name: string, magic: string, confirms?: Signature["confirms"]): Signature;
/** A format that is reported by name. */
export declare function named(name: string, magic: string, confirms?: Signature["confirms"]): Signature;
/** A format of encrypted data. */
export declare function locked(name: string, magic: string, confirms?: Signature["confirms"]): Signature;
/** A format that is identified by bytes further on. */
export declare function inside(name: string, at: number, magic: string, confirms?: Signature["confirms"]): Signature;
