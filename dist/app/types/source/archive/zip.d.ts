import { type Allowance, type Member } from "./allowance.js";
/** The members of a zip file, and of everything that is one: jar, whl, xlsx, docx, nupkg. */
export declare function zipMembers(document: Uint8Array, allowance: Allowance): AsyncGenerator<Member>;
