/**
 * Why something was not scanned, with the words that follow a count: a closed list, in the order of the table in
 * `docs/coverage.md`, which says what to do about each.
 */
export const notScannedReasons = {
  "too-large": "above the size limit",
  "too-many-files": "beyond the limit of files",
  "too-many-commits": "beyond the limit of commits",
  "too-deep": "in archives nested too deep",
  // Entries, ratio or total size.
  "archive-limit": "in archives beyond their limits",
  unreadable: "could not be read",
  "special-file": "not regular files",
  "symlink-outside": "links that lead out of the tree",
  "git-history": "histories in git repositories, packs and bundles",
  submodule: "submodules",
  "lfs-pointer": "content in Git LFS",
  encrypted: "password-protected",
  unsupported: "in a format that cannot be opened",
  "shallow-clone": "not in this shallow clone",
  "partial-clone": "not in this partial clone",
  // By GitHub, which offered no other way to read it either.
  "not-in-diff": "left out of GitHub's diff",
  "no-access": "without access",
  // A server error, or an unusable response.
  "no-answer": "not served by GitHub",
  timeout: "out of time",
  // Scanned, but above the limit of keys sent to OpenAI and the revocation hook.
  "not-asked": "beyond the limit of keys that somebody is asked about",
  interrupted: "not reached before the scan was interrupted",
} as const;

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
export const passingReasons: ReadonlySet<NotScannedReason> = new Set(["no-answer", "timeout"]);

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

export const emptyCoverage: Coverage = {
  documents: 0,
  bytes: 0,
  commits: 0,
  placeholders: 0,
  excluded: 0,
  notScanned: [],
};

/** The same coverage with more items that were not scanned. */
export function withLines(coverage: Coverage, lines: readonly NotScanned[]): Coverage {
  return lines.length === 0 ? coverage : { ...coverage, notScanned: [...coverage.notScanned, ...lines] };
}

/** True when everything requested was scanned. */
export function isComplete(coverage: Coverage): boolean {
  return coverage.notScanned.length === 0;
}
