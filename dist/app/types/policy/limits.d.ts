/** Bounds on work; whatever one of them leaves out is an item of coverage. */
export interface Limits {
    /** Bytes of one file or blob that are fetched or read whole. */
    readonly fileBytes: number;
    /** Files of one change that are fetched apart from the diff. */
    readonly files: number;
    /** Commits of one change that are read one by one. */
    readonly commits: number;
    /** Archives inside archives. */
    readonly archiveDepth: number;
}
