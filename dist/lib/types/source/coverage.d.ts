/**
 * Why something was not scanned, with the words that follow a count: a closed list, in the order of the table in
 * `docs/coverage.md`, which says what to do about each.
 */
export declare const notScannedReasons: {
    readonly "too-large": "above the size limit";
    readonly "too-many-files": "beyond the limit of files";
    readonly "too-many-commits": "beyond the limit of commits";
    readonly "too-deep": "in archives nested too deep";
    readonly "archive-limit": "in archives beyond their limits";
    readonly unreadable: "could not be read";
    readonly "special-file": "not regular files";
    readonly "symlink-outside": "links that lead out of the tree";
    readonly "git-history": "histories in git repositories, packs and bundles";
    readonly submodule: "submodules";
    readonly "lfs-pointer": "content in Git LFS";
    readonly encrypted: "password-protected";
    readonly unsupported: "in a format that cannot be opened";
    readonly "shallow-clone": "not in this shallow clone";
    readonly "partial-clone": "not in this partial clone";
    readonly "not-in-diff": "left out of GitHub's diff";
    readonly "no-access": "without access";
    readonly "no-answer": "not served by GitHub";
    readonly timeout: "out of time";
    readonly "not-asked": "beyond the limit of keys that somebody is asked about";
    readonly interrupted: "not reached before the scan was interrupted";
};
export type NotScannedReason = keyof typeof notScannedReasons;
/** One thing that was not scanned. */
export interface NotScanned {
    readonly path: string | null;
    readonly commit: string | null;
    readonly reason: NotScannedReason;
    /** A short sentence for people; never quotes the file. */
    readonly detail: string;
    /** Git's id of the object, when it was read from an object store. */
    readonly object?: string;
}
/** Reasons that may disappear when the same scan runs again. */
export declare const passingReasons: ReadonlySet<NotScannedReason>;
/** What was and was not scanned; part of every result. */
export interface Coverage {
    readonly documents: number;
    readonly bytes: number;
    readonly commits: number;
    /** Candidates dropped as obvious placeholders. */
    readonly placeholders: number;
    /**
     * Documents left out because the configuration excludes their paths; one without any anchor may be counted as
     * scanned.
     */
    readonly excluded: number;
    readonly notScanned: readonly NotScanned[];
}
export declare const emptyCoverage: Coverage;
/** The same coverage with more items that were not scanned. */
export declare function withLines(coverage: Coverage, lines: readonly NotScanned[]): Coverage;
/** True when everything requested was scanned. */
export declare function isComplete(coverage: Coverage): boolean;
