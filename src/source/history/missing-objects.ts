import { createInterface } from "node:readline";
import type { NotScanned } from "../coverage.ts";
import { GitError } from "../git/git-error.ts";
import { type RunningGit, startGit } from "../git/running-git.ts";
import { notScanned } from "../not-scanned.ts";

/** A check that git runs in the background while the store is read. */
export interface MissingObjects {
  /** A coverage item when objects that refs or the tree of HEAD refer to are missing. */
  line(): Promise<NotScanned | null>;
  stop(): void;
}

/**
 * Checks that the store contains what even a truncated history needs: the targets of its refs, and HEAD with all of its
 * files. Nothing else would notice their absence, since a history scan reads the objects that exist.
 * @param refs ids that refs point at
 */
export function lookForMissing(directory: string, refs: ReadonlySet<string>): MissingObjects {
  const named = startGit(directory, ["cat-file", "--batch-check", "--buffer"]);
  named.input.end([...refs].map((id) => `${id}\n`).join(""));
  const head = startGit(directory, ["rev-list", "--objects", "--no-walk", "--missing=print", "HEAD", "--"]);
  head.input.end();
  const found = Promise.all([
    matches(named, /^([0-9a-f]+) missing$/, () => []),
    // A branch without commits is not damage.
    matches(head, /^\?([0-9a-f]+)/, ({ message }) => (message.includes("bad object") ? ["HEAD"] : [])),
  ]);
  // The rejection reaches the caller that awaits the item.
  found.catch(() => {});
  return {
    async line() {
      const [first, ...others] = new Set((await found).flat());
      if (first === undefined) return null;
      const which = others.length === 0 ? `${first} is` : `${first} and ${others.length} more are`;
      const detail = `${which} missing, which HEAD or a ref needs: run git fsck.`;
      return notScanned("unreadable", detail);
    },
    stop() {
      named.stop();
      head.stop();
    },
  };
}

async function matches(
  running: RunningGit,
  pattern: RegExp,
  explain: (error: GitError) => readonly string[],
): Promise<readonly string[]> {
  const ids: string[] = [];
  try {
    for await (const line of createInterface({ input: running.output })) {
      const id = pattern.exec(line)?.[1];
      if (id !== undefined) ids.push(id);
    }
    await running.ended;
    return ids;
  } catch (error) {
    if (error instanceof GitError) return [...ids, ...explain(error)];
    throw error;
  }
}
