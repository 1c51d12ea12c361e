import { type Allowance, type Member } from "./allowance.js";
/** The files of a tar archive. */
export declare function tarMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member>;
