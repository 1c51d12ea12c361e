import { type Match } from "./grammar.ts";
/** What the plain text of each of these kinds holds. */
export declare const tokenAnchors: readonly ["sess-", "ek_", "JQQJ99"];
/** The credential whose anchor stands at `at`, or null. */
export declare function matchToken(text: Uint8Array, anchor: (typeof tokenAnchors)[number], at: number): Match | null;
/** Bytes on each side of an Azure OpenAI name in which an old key is looked for. */
export declare const azureNeighbourhood = 400;
/**
 * Old Azure OpenAI keys, 32 hexadecimal digits, given to something called a key beside the Azure OpenAI name at `at`.
 * Low confidence: the name is all that tells them from a hash.
 */
export declare function matchAzureNames(text: Uint8Array, at: number): Match[];
