/**
 * True when a credential may start at `at`: the byte before is not a letter or digit, or it ends an escape (`\n`,
 * `\u0022`, `%3D`, `=3D`, a terminal's colour code) of such a character, or it is the `V` that introduces a string in
 * pickle protocol 0.
 */
export declare function startsWord(text: Uint8Array, at: number): boolean;
/**
 * True when a token may start at `at`: at the start of a word, or after up to three `_` of Markdown or `-` of a diff
 * that do not continue a name.
 */
export declare function startsMarkedWord(text: Uint8Array, at: number): boolean;
/**
 * True when a line break inside a text, as in quoted-printable or a shell, follows at `end`: the next line continues
 * it.
 */
export declare function isLineBroken(text: Uint8Array, end: number): boolean;
export declare function isMark(byte: number | undefined): boolean;
