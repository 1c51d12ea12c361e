import { type Breaks } from "../bytes.js";
import type { Match } from "./grammar.js";
/** What the plain text of each of these kinds contains. */
export declare const tokenAnchors: readonly ["sess-", "ek_", "JQQJ99"];
/** The credential whose anchor is at `at`, or null. */
export declare function matchToken(text: Uint8Array, anchor: (typeof tokenAnchors)[number], at: number, breaks: Breaks): Match | null;
/**
 * The credential whose anchor is at `at` in binary data, where an adjacent length, opcode or column may be a letter.
 */
export declare function matchPackedToken(text: Uint8Array, anchor: (typeof tokenAnchors)[number], at: number): Match | null;
/** Searches near one Azure OpenAI name after another for old Azure keys. */
export interface AzureNameSearch {
    /**
     * Old Azure OpenAI keys: 32 hexadecimal digits assigned to a key near the Azure OpenAI name at `at`. Confidence is
     * low, since only the name distinguishes them from a hash. Names must come in ascending order, so that text near two
     * names of one sort is examined once.
     */
    match(at: number): Match[];
}
export declare function createAzureNameSearch(text: Uint8Array): AzureNameSearch;
