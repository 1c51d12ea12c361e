import { type View } from "../view.js";
/** Decodes the run of pairs of hexadecimal digits around index `hit` of `outer`, where a pair starts. */
export declare function decodeHex(outer: View, hit: number): View;
/**
 * True when fewer than `fewest` digits stand around `hit` and nothing beside them with which an encoding of text could
 * go on: a number, as most of what begins like hexadecimal text is. Looks at the bytes as they stand; where they end,
 * digits may go on.
 */
export declare function isLoneNumber(bytes: Uint8Array, hit: number, fewest: number): boolean;
/** True when `run` small hexadecimal digits stand in a row within `reach` of `at`, or the bytes end before. */
export declare function isNearHexDigits(bytes: Uint8Array, at: number, reach: number, run: number): boolean;
