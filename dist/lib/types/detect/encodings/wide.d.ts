import { type View } from "../view.js";
/** A text encoding that stores each character in the same number of bytes. */
export type WideEncoding = "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";
/** Bytes of one unit. */
export declare function unitBytes(encoding: WideEncoding): 2 | 4;
/**
 * Decodes the run of wide text around index `hit` of `outer`, at which a whole unit starts. Units below 256 are taken, and
 * invisible characters left out; the first other one, on either side, ends the run: no credential goes over it.
 */
export declare function decodeWide(outer: View, hit: number, encoding: WideEncoding): View;
