import { type NotScanned, type NotScannedReason, notScannedReasons } from "../../source/coverage.ts";

interface Remedy {
  /** What to do, phrased to follow "To scan it too:". */
  readonly advice: string;
  /** `absent`: the content is not in this clone, so that nothing here could scan it. */
  readonly content: "here" | "absent";
}

const remedies: Readonly<Record<NotScannedReason, Remedy>> = {
  "too-large": { advice: "raise limits.file-bytes", content: "here" },
  "too-many-files": { advice: "raise limits.files", content: "here" },
  "too-many-commits": { advice: "raise limits.commits", content: "here" },
  "too-deep": { advice: "raise limits.archive-depth", content: "here" },
  "archive-limit": { advice: "unpack it and scan the folder", content: "here" },
  unreadable: { advice: "check permissions, and git fsck", content: "here" },
  "special-file": { advice: "leave it out with paths.exclude", content: "here" },
  "symlink-outside": { advice: "scan its target by its own path", content: "here" },
  "git-history": { advice: "scan each with keyhawk scan --history", content: "here" },
  submodule: { advice: "scan the submodule's repository", content: "absent" },
  "lfs-pointer": { advice: "git lfs pull, and scan the work tree", content: "absent" },
  encrypted: { advice: "decrypt it and scan the folder", content: "here" },
  unsupported: { advice: "unpack it and scan the folder", content: "here" },
  "shallow-clone": { advice: "git fetch --unshallow", content: "absent" },
  "partial-clone": { advice: "scan a full clone", content: "absent" },
  "not-in-diff": { advice: "scan a clone with --range", content: "here" },
  "no-access": { advice: "grant the permission that the report names", content: "here" },
  "no-answer": { advice: "run again", content: "here" },
  timeout: { advice: "run again", content: "here" },
  "not-asked": { advice: "revoke them by hand, or raise KEYHAWK_ASK_LIMIT", content: "here" },
  interrupted: { advice: "run again", content: "here" },
};

/** True when everything that was not scanned is absent from this clone: submodules, Git LFS, objects not cloned. */
export function isAllAbsent(notScanned: readonly NotScanned[]): boolean {
  return notScanned.every(({ reason }) => remedies[reason].content === "absent");
}

/** What exit code 3 means and what to do, in one line. */
export function incompleteSentence(notScanned: readonly NotScanned[]): string {
  const byReason = Map.groupBy(notScanned, ({ reason }) => reason);
  const parts = [...byReason].map(
    ([reason, each]) => `${each.length} ${notScannedReasons[reason]} (${remedies[reason].advice})`,
  );
  return `Exit code 3: no key was found, but not everything was scanned: ${parts.join(", ")}. What must not be scanned can be left out with paths.exclude in .github/keyhawk.yml.`;
}
