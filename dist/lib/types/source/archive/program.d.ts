/** True for the first bytes of a script, a program of Windows or of Unix, or a browser extension. */
export declare function isProgramOpening(bytes: Uint8Array): boolean;
/** True for the first bytes of a script. */
export declare function isScriptOpening(bytes: Uint8Array): boolean;
/**
 * The offsets at which something else may begin behind a program: the end of what its headers describe, or in a script
 * the starts of lines that begin as compressed data does. May be beyond the end of `bytes`, when those are only the first.
 */
export declare function payloadStarts(bytes: Uint8Array): number[];
/** What a program was packed with so that neither its bytes nor its end show it; null for most. */
export declare function packerOf(bytes: Uint8Array): string | null;
