import type { Credential } from "../../detect/credential.js";
/**
 * True when the visible ends of a redacted value (`sk-abc...def`, `sk-abc***def`) are the ends of the key and show
 * enough of it.
 */
export declare function matchesRedacted(redacted: string, key: Credential): boolean;
