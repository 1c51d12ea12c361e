import { type View } from "./view.js";
/** The value of a hexadecimal digit, or -1. */
export declare function hexValue(byte: number | undefined): number;
/** Decodes the run of pairs of hexadecimal digits around index `hit` of `outer`, where a pair starts. */
export declare function decodeHex(outer: View, hit: number): View;
