/** Limits on work; everything that a limit leaves out is listed in the coverage. */
export interface Limits {
  /** Bytes of one file or blob that is fetched or read whole. */
  readonly fileBytes: number;
  /** Files of one change that are fetched separately from the diff. */
  readonly files: number;
  /** Commits of one change that are read one by one. */
  readonly commits: number;
  /** Nesting depth of archives. */
  readonly archiveDepth: number;
}
