import type { ChangeReader } from "./change-reader.js";
/** A commit as lists tell it. */
export interface ListedCommit {
    readonly id: string;
    readonly parents: readonly string[];
}
export interface CommitList {
    /** Oldest first. */
    readonly commits: readonly ListedCommit[];
    /** Number of commits beyond the limit; null when there are more and GitHub does not count them. */
    readonly left: number | null;
}
/** The commits that are reachable from `head` and not from `base`, up to the limit of commits. Throws Octokit's error. */
export declare function listRange(reader: ChangeReader, base: string, head: string): Promise<CommitList>;
/** Every commit that is reachable from `head`, up to the limit of commits. Throws Octokit's error. */
export declare function listAll(reader: ChangeReader, head: string): Promise<CommitList>;
