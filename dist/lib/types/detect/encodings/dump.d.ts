import { type View } from "../view.js";
/**
 * Decodes the bytes that a dump shows in the lines around index `hit` of `outer`: as `xxd`, `hexdump -C`, `od -tx1` and
 * Format-Hex write them, with offsets before and characters after, or as the elements of an array (`0x73, 0x6b`).
 * A line without bytes ends the run.
 */
export declare function decodeDump(outer: View, hit: number): View;
