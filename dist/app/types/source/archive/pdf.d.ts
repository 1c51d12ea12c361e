import { type Allowance, type Member } from "./allowance.js";
/** The deflated streams of a PDF file, named `stream 1`, `stream 2` … in the order of the file. */
export declare function pdfMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member>;
