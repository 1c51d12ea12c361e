/**
 * Zip files are read from their end, so one may follow a program: Python's zipapps, executable jars, browser
 * extensions, self-extracting archives. A signature or other bytes may follow it in turn.
 */
/** Signature of that record. */
export declare const endSignature: Buffer;
/** A zip file within other bytes. */
export interface ZipRange {
    /** The offset that its own offsets are relative to. */
    readonly start: number;
    /** The offset of its directory. */
    readonly directory: number;
    /** The offset of its comment, which may be empty. */
    readonly comment: number;
    /** The offset after its comment. */
    readonly end: number;
    /** True for the last part of a split zip file. */
    readonly isSplit: boolean;
}
/** The last zip file in the bytes; null for none. */
export declare function zipRange(bytes: Uint8Array): ZipRange | null;
/** True when these bytes, the last ones of a longer file, end a zip file. */
export declare function endsAsZip(bytes: Uint8Array): boolean;
/** The same for a zip file without a comment: cheap enough to check for every file. */
export declare function isBareZipEnd(bytes: Uint8Array): boolean;
/** True when a zip file ends in or before the last bytes, with a comment or other data after it. */
export declare function hasZipEnd(bytes: Uint8Array): boolean;
