import type { SourceItem } from "../../source/source.js";
import type { ChangeReader } from "./change-reader.js";
/** The commits between two states, and what is known of them beforehand. */
export interface CommitRange {
    /** Commit id or branch name. */
    readonly base: string;
    readonly head: string;
    readonly expected: ExpectedCommits;
}
/** The proof that nothing was left out. */
export type ExpectedCommits = 
/** Exactly these, oldest first. */
{
    readonly type: "ids";
    readonly ids: readonly string[];
}
/** These and possibly more. */
 | {
    readonly type: "at-least";
    readonly ids: readonly string[];
}
/** This many, merges included. */
 | {
    readonly type: "count";
    readonly count: number;
};
/** `absent`: GitHub finds one of the ends, or a common ancestor, not; nothing was yielded. */
export type RangeOutcome = {
    readonly type: "read";
    readonly commits: number;
} | {
    readonly type: "absent";
    readonly error: unknown;
};
/**
 * Reads every commit of a range: its message and its added lines. One request shows them all, one mail a commit;
 * what the mails do not account for (merges, commits without changes, whatever cannot be read for certain) is read
 * commit by commit, and so is everything when GitHub does not serve the patch.
 */
export declare function readRange(reader: ChangeReader, range: CommitRange): AsyncGenerator<SourceItem, RangeOutcome, undefined>;
