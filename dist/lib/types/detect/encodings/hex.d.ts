import { type View } from "../view.js";
/** Decodes the run of hexadecimal digit pairs around index `hit` of `outer`, where a pair starts. */
export declare function decodeHex(outer: View, hit: number): View;
/**
 * True when fewer than `fewest` digits surround `hit` and their neighbours cannot continue the run in an encoding: a
 * number, as most apparent hexadecimal text is. Looks at the undecoded bytes; where they end, more digits may follow.
 */
export declare function isLoneNumber(bytes: Uint8Array, hit: number, fewest: number): boolean;
/** True when a row of `run` lower-case hexadecimal digits lies within `reach` of `at`, or the bytes end first. */
export declare function isNearHexDigits(bytes: Uint8Array, at: number, reach: number, run: number): boolean;
