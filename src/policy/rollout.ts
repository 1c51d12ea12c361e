import { matchesPath } from "./path-pattern.ts";
import type { PartialPolicy } from "./policy.ts";

/** `enforce`: findings are published and acted upon. `observe`: they are only recorded. */
export type Mode = "observe" | "enforce";

/** The mode of a repository according to the organisation's file: that of the last pattern that matches its name. */
export function modeOfRepository({ mode = "enforce", modes = [] }: PartialPolicy, repo: string): Mode {
  // GitHub's names are the same in any case.
  const name = repo.toLowerCase();
  return modes.findLast(({ repository }) => matchesPath(repository.toLowerCase(), name))?.mode ?? mode;
}
