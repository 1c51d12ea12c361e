/**
 * Zip files are read from their end, so that one may stand behind a program: Python's zipapps, executable jars,
 * browser extensions, archives that extract themselves.
 */
/** True when a zip file may stand behind these first bytes. */
export declare function isProgramOpening(bytes: Uint8Array): boolean;
/** Where a zip file begins in bytes that end with it: the offset that its own offsets count from; null where none ends. */
export declare function zipStart(bytes: Uint8Array): number | null;
/** True when these bytes, the last of some longer ones, are the end of a zip file. */
export declare function endsAsZip(bytes: Uint8Array): boolean;
