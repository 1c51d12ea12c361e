import { type Signature } from "./signature.js";
/** Formats identified by their first bytes. */
export declare const openings: readonly Signature[];
