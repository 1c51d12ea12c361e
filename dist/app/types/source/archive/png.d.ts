import { type Allowance, type Member } from "./allowance.js";
/** Texts and profiles of a PNG file that are compressed, named after their chunks: `zTXt 1`, `iTXt 2` … */
export declare function pngMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member>;
