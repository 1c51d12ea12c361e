import { type Breaks } from "../bytes.js";
import type { Match } from "./grammar.js";
/** What the plain text of each of these kinds holds. */
export declare const tokenAnchors: readonly ["sess-", "ek_", "JQQJ99"];
/** The credential whose anchor stands at `at`, or null. */
export declare function matchToken(text: Uint8Array, anchor: (typeof tokenAnchors)[number], at: number, breaks: Breaks): Match | null;
/**
 * The credential whose anchor stands at `at` in binary data, where a length, an opcode or another column may stand
 * beside it as a letter.
 */
export declare function matchPackedToken(text: Uint8Array, anchor: (typeof tokenAnchors)[number], at: number): Match | null;
/** Looks for old Azure keys beside one name after another. */
export interface AzureNameSearch {
    /**
     * Old Azure OpenAI keys, 32 hexadecimal digits, given to something called a key beside the Azure OpenAI name at `at`.
     * Low confidence: the name is all that tells them from a hash. What stands beside two names of one sort is looked at
     * once, so names come in ascending order.
     */
    match(at: number): Match[];
}
export declare function createAzureNameSearch(text: Uint8Array): AzureNameSearch;
