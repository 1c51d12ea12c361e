/**
 * What is known to be on GitHub, whatever its lists show: they can be seconds behind what was written. For shells that
 * remember it.
 */
export interface WrittenBefore {
  /** Id of our comment. */
  readonly comment: number | null;
  /** Id of the check run. */
  readonly checkRun: number | null;
  /** Review comments, each as {@link reviewIdentity} names it. */
  readonly review: readonly string[];
}

export const nothingWritten: WrittenBefore = { comment: null, checkRun: null, review: [] };

/** Names a review comment: a key is written about once in a file. */
export function reviewIdentity({ path, fingerprint }: { readonly path: string; readonly fingerprint: string }): string {
  return `${fingerprint} ${path}`;
}
