/** Why something was not scanned: a closed list, documented in docs/coverage.md. */
export type NotScannedReason = "too-large" | "too-many-files" | "too-many-commits" | "too-deep" | "archive-limit" | "unreadable" | "special-file" | "symlink-outside" | "submodule" | "lfs-pointer" | "encrypted" | "unsupported" | "shallow-clone" | "partial-clone" | "not-in-diff" | "no-access" | "timeout" | "interrupted";
/** One thing that was not scanned. */
export interface NotScanned {
    readonly path: string | null;
    readonly commit: string | null;
    readonly reason: NotScannedReason;
    /** A short sentence for people; never content of the file. */
    readonly detail: string;
    /** Git's id of the object concerned, when it was read from an object store. */
    readonly object?: string;
}
/** What was scanned and what was not; part of every result. */
export interface Coverage {
    readonly documents: number;
    readonly bytes: number;
    readonly commits: number;
    /** Candidates dropped as obvious placeholders. */
    readonly placeholders: number;
    /** Documents left out because the configuration excludes their paths; one without any anchor may count as scanned. */
    readonly excluded: number;
    readonly notScanned: readonly NotScanned[];
}
export declare const emptyCoverage: Coverage;
/** True when everything that the source was asked for was scanned. */
export declare function isComplete(coverage: Coverage): boolean;
