/**
 * Zip files are read from their end, so that one may stand behind a program: Python's zipapps, executable jars,
 * browser extensions, archives that extract themselves. A signature or other bytes may follow it.
 */
/** A zip file within other bytes. */
export interface ZipRange {
    /** The offset that its own offsets count from. */
    readonly start: number;
    /** The offset after its comment. */
    readonly end: number;
    /** True for the last part of a zip file that was split. */
    readonly isSplit: boolean;
}
/** Where the last zip file of some bytes is; null where there is none. */
export declare function zipRange(bytes: Uint8Array): ZipRange | null;
/** True when these bytes, the last of some longer ones, are the end of a zip file. */
export declare function endsAsZip(bytes: Uint8Array): boolean;
/** The same for a zip file without a comment: hardly any work, so that it can be asked of every file. */
export declare function isBareZipEnd(bytes: Uint8Array): boolean;
