import { type View } from "../view.js";
/** A text encoding that stores each character in the same number of bytes. */
export type WideEncoding = "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";
/** Bytes of one unit. */
export declare function unitBytes(encoding: WideEncoding): 2 | 4;
/**
 * Decodes the run of wide text around index `hit` of `outer`, at which a whole unit starts. Keeps units below 256 and
 * drops invisible characters; any other unit ends the run on its side, since no credential contains one.
 */
export declare function decodeWide(outer: View, hit: number, encoding: WideEncoding): View;
