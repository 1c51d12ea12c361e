import { type Allowance, type Member } from "./allowance.js";
/** Compressed texts and profiles of a PNG file, named after their chunks: `zTXt 1`, `iTXt 2` … */
export declare function pngMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member>;
