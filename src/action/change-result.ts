import { handleChange } from "../change/handle.ts";
import { publishChange } from "../change/publish.ts";
import { verifyChange } from "../change/verify.ts";
import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import { loadPolicy } from "../github/read/load-policy.ts";
import type { PolicyCache } from "../github/read/policy-cache.ts";
import { conclude } from "../policy/conclude.ts";
import type { Policy } from "../policy/policy.ts";
import type { ChangeReport } from "../report/change-report.ts";
import { combineResponses } from "../report/combine-known.ts";
import { renderSummary } from "../report/formats/summary.ts";
import type { KeyResponse } from "../report/key-report.ts";
import { scanReportOfChange } from "../report/scan-report.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import { type Answers, answeredWithin, askHook } from "./ask-hook.ts";
import type { Inputs } from "./inputs.ts";
import { maskCredentials } from "./mask.ts";
import type { StepResult } from "./result.ts";

export interface ChangeOptions {
  readonly inputs: Pick<Inputs, "failOn" | "comment" | "check" | "suggestions" | "config">;
  readonly hook: HookSettings | null;
  readonly verification: VerificationSettings;
  /** Origin of web links. */
  readonly webUrl: string;
  /** The same for every attempt of this run. */
  readonly externalId: string;
  readonly attempt: number;
}

/** An answer that comes within this many milliseconds is in the first comment; a later one updates it. */
const patience = 3_000;
/** Longer than the hook's own bound on all of its tries. */
const withoutEnd = 10 * 60_000;

/** Scans a change through the API, publishes it on GitHub, and has its keys revoked. */
export async function changeResult(client: GitHubClient, change: Change, options: ChangeOptions): Promise<StepResult> {
  const { inputs, hook, externalId } = options;
  let answers: Answers = new Map();
  const handled = await handleChange(client, change, {
    webUrl: options.webUrl,
    externalId,
    retried: options.attempt > 1,
    responses: new Map(),
    overrides: policyOverrides(inputs),
    ...(inputs.config === null ? {} : { policies: policiesAt(inputs.config) }),
    async record(scanned, policy) {
      const { findings } = scanned;
      maskCredentials(findings.map((finding) => finding.credential));
      const report = await verifyChange(scanned, policy, options.verification);
      if (hook === null) return report;
      answers = await askHook(hook, report, findings);
      return withResponses(report, await answeredWithin(answers, patience), policy);
    },
  });
  const { policy } = handled;
  let { report, published } = handled;
  const final = withResponses(report, await answeredWithin(answers, withoutEnd), policy);
  if (JSON.stringify(final.keys) !== JSON.stringify(report.keys)) {
    report = final;
    const { comment } = published;
    const comments = comment === null ? [] : [comment];
    published = await publishChange(client, report, { policy, externalId, retried: true, comments });
  }
  return {
    report: scanReportOfChange(report, "introduced"),
    standing: scanReportOfChange(report, "head"),
    conclusion: report.conclusion,
    summary: () => renderSummary(report),
    problems: published.problems,
  };
}

/** What the inputs lay over the configuration. */
export function policyOverrides(inputs: Pick<Inputs, "failOn" | "comment" | "check" | "suggestions">): Partial<Policy> {
  const { failOn, comment, check, suggestions } = inputs;
  return {
    // Whoever calls decides over all that the configuration says about it.
    ...(failOn === null ? {} : { failOn, response: {} }),
    ...(comment === null ? {} : { comment }),
    ...(check === null ? {} : { check }),
    ...(suggestions === null ? {} : { suggestions }),
  };
}

function policiesAt(path: string): PolicyCache {
  return { load: (client, place) => loadPolicy(client, { ...place, path }), forget: () => {} };
}

function withResponses(
  report: ChangeReport,
  responses: ReadonlyMap<string, KeyResponse>,
  policy: Policy,
): ChangeReport {
  if (responses.size === 0) return report;
  const keys = report.keys.map((key) => ({
    ...key,
    response: combineResponses(responses.get(key.fingerprint) ?? null, key.response),
  }));
  return { ...report, keys, conclusion: conclude(keys, report.coverage, policy) };
}
