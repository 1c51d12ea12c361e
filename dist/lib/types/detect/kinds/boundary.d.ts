/**
 * True when a credential may start at `at`: the byte before is no letter or digit, or it is the end of an escape
 * (`\n`, `\u0022`, `%3D`, `=3D`, a terminal's colour code) and so stands for something that is none, or it is the `V`
 * with which a line of the oldest pickle format says that a string follows.
 */
export declare function startsWord(text: Uint8Array, at: number): boolean;
/**  * True when a token may start at `at`: at the start of a word, or behind the `_` of Markdown or the `-` of a diff, of
 * which at most three stand there, while more of a name does not.
 */
export declare function startsMarkedWord(text: Uint8Array, at: number): boolean;
/** True where a line is broken within a text at `end`, as quoted-printable and shells do: what comes next belongs to it. */
export declare function isLineBroken(text: Uint8Array, end: number): boolean;
export declare function isMark(byte: number | undefined): boolean;
