/**
 * What is known to be on GitHub, even if its lists, which can lag by seconds, do not show it yet. For callers that
 * store it.
 */
export interface WrittenBefore {
  /** Id of Keyhawk's comment. */
  readonly comment: number | null;
  /** Id of the check run. */
  readonly checkRun: number | null;
  /** Review comments, each as {@link reviewIdentity} names it. */
  readonly review: readonly string[];
}

export const nothingWritten: WrittenBefore = { comment: null, checkRun: null, review: [] };

/** Identifies a review comment: there is one for each key in a file. */
export function reviewIdentity({ path, fingerprint }: { readonly path: string; readonly fingerprint: string }): string {
  return `${fingerprint} ${path}`;
}
