import { type View } from "../view.js";
/**
 * Decodes the run of UTF-16 text around index `hit` of `outer`, at which a whole unit starts. Only units below 256 are
 * kept; the first other one, on either side, ends the run as a space: no credential goes over it.
 */
export declare function decodeUtf16(outer: View, hit: number, order: "le" | "be"): View;
