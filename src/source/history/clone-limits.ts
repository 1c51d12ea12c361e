import { askGit } from "../git/git.ts";
import type { Repository } from "../git/repository.ts";
import { notScannedItem } from "../not-scanned.ts";
import { packCount } from "../pack/object-store.ts";
import type { SourceItem } from "../source.ts";

/** What is missing from a shallow or partial clone. */
export function* limitsOfClone(clone: {
  readonly isShallow: boolean;
  readonly isPartial: boolean;
}): Generator<SourceItem> {
  if (clone.isShallow) {
    yield notScannedItem(
      "shallow-clone",
      "The clone is shallow: commits before its boundary are not here. Run git fetch --unshallow.",
    );
  }
  if (clone.isPartial) {
    yield notScannedItem(
      "partial-clone",
      "The clone is partial: objects that were never fetched are not here. Scan a full clone.",
    );
  }
}

/** Git skips a pack whose index is damaged. */
export function* unopenedPacks(repository: Repository): Generator<SourceItem> {
  const counted = /^packs: (\d+)$/m.exec(askGit(repository.directory, ["count-objects", "-v"]) ?? "")?.[1];
  const unopened = packCount(repository) - Number(counted);
  if (unopened <= 0) return;
  yield notScannedItem(
    "unreadable",
    `Git cannot open ${unopened} of the packs: run git fsck. What they hold was not scanned.`,
  );
}
