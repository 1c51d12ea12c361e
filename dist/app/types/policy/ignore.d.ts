import type { Address } from "../source/document.js";
import type { Excerpt } from "../source/finding.js";
import type { Policy } from "./policy.js";
/** What an ignore rule looks at; a `Finding` is one. */
export interface IgnorableFinding {
    readonly credential: {
        readonly fingerprint: string;
    };
    readonly address: Pick<Address, "path">;
}
/** The reason for which the configuration silences a finding, or null. */
export declare function ignoreReason(finding: IgnorableFinding, policy: Pick<Policy, "ignore">): string | null;
/** The reason for which the configuration silences everything in a path, or null. As in a `.gitignore`, the last pattern that matches decides. */
export declare function ignoredPathReason(path: string | null, policy: Pick<Policy, "ignore">): string | null;
/** Whether reasons on lines count: `disregarded` for files of people who may not push. */
export type InlineReasons = "honoured" | "disregarded";
/** Why a finding of a local scan is ignored, and where that is written; null when it is not. */
export declare function whyIgnored(finding: IgnorableFinding & {
    readonly excerpt: Pick<Excerpt, "text">;
}, policy: Pick<Policy, "ignore"> & Partial<Pick<Policy, "inlineIgnore">>, inline: InlineReasons): {
    readonly reason: string;
    readonly by: IgnoredBy;
} | null;
/** Where a reason to ignore is written. */
export type IgnoredBy = "configuration" | "line";
/**
 * The reason of a `keyhawk:ignore <reason>` in the finding's own line or lines, or null; a reason is required.
 * Whether whoever wrote it may silence anything is for the caller to know.
 */
export declare function inlineIgnoreReason(finding: {
    readonly excerpt: Pick<Excerpt, "text">;
}): string | null;
