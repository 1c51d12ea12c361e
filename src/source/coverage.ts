/** Why something was not scanned: a closed list, documented in docs/coverage.md. */
export type NotScannedReason =
  | "too-large" // above the file size limit
  | "too-many-files"
  | "too-many-commits"
  | "too-deep" // an archive in an archive in an archive …
  | "archive-limit" // entries, ratio or total size of an archive
  | "unreadable" // no permission, vanished, corrupt
  | "special-file" // socket, device, fifo
  | "symlink-outside"
  | "submodule"
  | "lfs-pointer" // the content is in Git LFS, not in the repository
  | "encrypted" // a password-protected archive member
  | "unsupported" // a compression method or format we cannot open
  | "shallow-clone"
  | "partial-clone"
  | "not-in-diff" // GitHub left it out and no other way gave it
  | "no-access" // 403 or 404 from GitHub
  | "timeout"
  | "interrupted"; // a person ended the scan

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

export const emptyCoverage: Coverage = {
  documents: 0,
  bytes: 0,
  commits: 0,
  placeholders: 0,
  excluded: 0,
  notScanned: [],
};

/** True when everything that the source was asked for was scanned. */
export function isComplete(coverage: Coverage): boolean {
  return coverage.notScanned.length === 0;
}
