import { type Conclusion, conclude, type Judgement } from "../policy/conclude.ts";
import type { ConfigurationProblem } from "../policy/policy.ts";
import type { Coverage } from "../source/coverage.ts";
import type { ExposureFinding } from "../source/finding.ts";
import type { KeyReport } from "./key-report.ts";

/** What a report needs to know of the change to name and link it. */
export interface ChangeSummary {
  readonly type: "push" | "pull-request" | "merge-group";
  /** Origin of web links, without a final slash: `https://github.com`. */
  readonly webUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** Pull request number; null for a push and a merge group. */
  readonly number: number | null;
  /** `refs/heads/main` for a push, the head branch's name for a pull request. */
  readonly ref: string;
  readonly headSha: string;
}

/** Everything that a comment, a check run, a summary or a machine-readable report of one change is made from. Holds no raw credential. */
export interface ChangeReport {
  readonly change: ChangeSummary;
  /** Most severe first. */
  readonly keys: readonly KeyReport[];
  readonly exposures: readonly ExposureFinding[];
  readonly coverage: Coverage;
  readonly problems: readonly ConfigurationProblem[];
  /** `off`: the configuration takes no reason on a line for one to ignore a key. */
  readonly lineReasons?: "off";
  readonly conclusion: Conclusion;
}

/** A report with these keys and what follows from them; for keys that were found, verified or answered about. */
export function withKeys(
  report: Omit<ChangeReport, "keys" | "conclusion">,
  keys: readonly KeyReport[],
  policy: Judgement,
): ChangeReport {
  return { ...report, keys, conclusion: conclude(keys, report.coverage, policy) };
}
