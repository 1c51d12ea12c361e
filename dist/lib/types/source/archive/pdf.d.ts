import { type Allowance, type Member } from "./allowance.js";
/**
 * The streams of a PDF file, named `stream 1`, `stream 2` … in the order of the file, and of those that are pages the
 * text that a reader sees, which their bytes may hold in pieces or as numbers of glyphs.
 */
export declare function pdfMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member>;
