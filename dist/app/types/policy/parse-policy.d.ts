import type { ConfigurationProblem, PartialPolicy } from "./policy.js";
/** Where a field stands in its file, from 1. */
export interface FieldPlace {
    readonly line: number;
    readonly column: number;
}
/** A configuration file, read. */
export interface ParsedPolicy {
    /** How problems name the file. */
    readonly file: string;
    readonly policy: PartialPolicy;
    /** Top-level fields that the file sets, as written, with their places. */
    readonly fields: ReadonlyMap<string, FieldPlace>;
    /** Mistakes, in the order of the file. */
    readonly problems: readonly ConfigurationProblem[];
}
/**
 * Reads a `keyhawk.yml`. A mistake is a problem with its place and makes only the field, or the entry of a list,
 * fall back; nothing throws. `file` names it in problems: `owner/name:.github/keyhawk.yml` or a path.
 */
export declare function parsePolicy(text: string, file: string): ParsedPolicy;
