import { type Conclusion, conclude, type Judgement } from "../policy/conclude.ts";
import type { ConfigurationProblem } from "../policy/policy.ts";
import type { Coverage } from "../source/coverage.ts";
import type { ExposureFinding } from "../source/finding.ts";
import type { KeyReport } from "./key-report.ts";

/** The properties of a change that a report needs to name it and link to it. */
export interface ChangeSummary {
  /** `text`: a text outside of commits, which has neither ref nor head commit. */
  readonly type: "push" | "pull-request" | "merge-group" | "text";
  /** Origin of web links, without a final slash: `https://github.com`. */
  readonly webUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** Who can read the repository, and so what is published in it; absent when the event does not say. */
  readonly visibility?: "public" | "private";
  /** ISO 8601: when it was pushed; absent when the event does not say. */
  readonly pushedAt?: string;
  /** Pull request number; null for a push and a merge group. */
  readonly number: number | null;
  /** `refs/heads/main` for a push, the head branch's name for a pull request; empty for a text. */
  readonly ref: string;
  readonly headSha: string;
}

/** The content of every comment, check run, summary and machine-readable report of one change. No raw credentials. */
export interface ChangeReport {
  readonly change: ChangeSummary;
  /** Most severe first. */
  readonly keys: readonly KeyReport[];
  readonly exposures: readonly ExposureFinding[];
  readonly coverage: Coverage;
  readonly problems: readonly ConfigurationProblem[];
  /** `off`: the configuration disables reasons on lines. */
  readonly lineReasons?: "off";
  readonly conclusion: Conclusion;
}

/** A report with these keys, and its conclusion derived from them. */
export function withKeys(
  report: Omit<ChangeReport, "keys" | "conclusion">,
  keys: readonly KeyReport[],
  policy: Judgement,
): ChangeReport {
  return { ...report, keys, conclusion: conclude(keys, report.coverage, policy) };
}
