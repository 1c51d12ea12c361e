/** True for the first bytes of a script, a Windows or Unix program, or a browser extension. */
export declare function isProgramOpening(bytes: Uint8Array): boolean;
/** True for the first bytes of a script. */
export declare function isScriptOpening(bytes: Uint8Array): boolean;
/**
 * The offsets at which appended data may begin: the end of what a program's headers describe, or in a script the lines
 * that begin like compressed data. May be beyond the end of `bytes` when those are only the first ones.
 */
export declare function payloadStarts(bytes: Uint8Array): number[];
/** The packer of a program that neither its first bytes nor its end reveal; null for most. */
export declare function packerOf(bytes: Uint8Array): string | null;
