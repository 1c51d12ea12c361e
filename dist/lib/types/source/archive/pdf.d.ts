import { type Allowance, type Member } from "./allowance.js";
/**
 * The streams of a PDF file, named `stream 1`, `stream 2` … in file order, and for pages also the text that readers
 * see, which the bytes may store in pieces or as glyph numbers.
 */
export declare function pdfMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member>;
