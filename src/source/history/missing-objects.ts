import { createInterface } from "node:readline";
import type { NotScanned } from "../coverage.ts";
import { GitError, type RunningGit, startGit } from "../git/git.ts";
import { notScanned } from "../not-scanned.ts";

/** What git looks for in the background, while the store is read. */
export interface MissingObjects {
  /** A line when something is missing that refs or the tree of HEAD name. */
  line(): Promise<NotScanned | null>;
  stop(): void;
}

/**
 * Looks whether the store holds what every repository has, however little of its history: what its refs name, and HEAD
 * with all of its files. Nothing else would miss them, since a history is read from the objects that there are.
 * @param refs ids that refs name
 */
export function lookForMissing(directory: string, refs: ReadonlySet<string>): MissingObjects {
  const named = startGit(directory, ["cat-file", "--batch-check", "--buffer"]);
  named.input.end([...refs].map((id) => `${id}\n`).join(""));
  const head = startGit(directory, ["rev-list", "--objects", "--no-walk", "--missing=print", "HEAD", "--"]);
  head.input.end();
  const found = Promise.all([
    matches(named, /^([0-9a-f]+) missing$/, () => []),
    // A branch without a commit is no damage.
    matches(head, /^\?([0-9a-f]+)/, ({ message }) => (message.includes("bad object") ? ["HEAD"] : [])),
  ]);
  // Whoever asks for the line hears of it.
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
