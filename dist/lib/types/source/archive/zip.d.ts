import { type Allowance, type Member } from "./allowance.js";
/** The members of a zip file, including formats based on zip: jar, whl, xlsx, docx, nupkg. */
export declare function zipMembers(document: Uint8Array, allowance: Allowance): AsyncGenerator<Member>;
