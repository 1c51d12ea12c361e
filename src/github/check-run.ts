import type { ChangeReport } from "../report/change-report.ts";
import { type CheckAnnotation, renderCheck } from "../report/render-check.ts";
import type { GitHubClient } from "./client.ts";

/** A check run that we wrote. */
export interface OwnCheckRun {
  readonly id: number;
  /** Web address, or null. */
  readonly url: string | null;
}

export interface CheckRunOptions {
  /** The same for every try of the same work. */
  readonly externalId: string;
  /** True when an earlier try may have written it already. */
  readonly retried: boolean;
}

/** GitHub takes this many in one request and adds those of further requests. */
const annotationsPerRequest = 50;

/**
 * A clean push must not stand in for the red check of a pull request with the same head, so each has its own name.
 * The commits of a merge queue are nobody's head, and wait for the check that pull requests require.
 */
export function checkName({ change }: ChangeReport): string {
  const queued = change.ref.startsWith("refs/heads/gh-readonly-queue/");
  return change.type === "push" && !queued ? "Keyhawk (push)" : "Keyhawk";
}

/** Writes the check run on the head commit; a retry goes on with the one of the earlier try. Throws Octokit's error. */
export async function writeCheckRun(
  client: GitHubClient,
  report: ChangeReport,
  options: CheckRunOptions,
): Promise<OwnCheckRun> {
  const { owner, repo, headSha } = report.change;
  const { annotations, title, summary, text } = renderCheck(report);
  const output = { title, summary, ...(text === "" ? {} : { text }) };
  const state = { status: "completed" as const, conclusion: report.conclusion };
  const earlier = options.retried ? await findCheckRun(client, report, options.externalId) : null;
  let run: OwnCheckRun;
  let written: number;
  if (earlier === null) {
    written = annotationsPerRequest;
    const { data } = await client.request("POST /repos/{owner}/{repo}/check-runs", {
      owner,
      repo,
      name: checkName(report),
      head_sha: headSha,
      external_id: options.externalId,
      ...state,
      output: { ...output, annotations: batch(annotations, 0) },
    });
    run = { id: Number(data.id), url: data.html_url };
  } else {
    written = earlier.annotations + annotationsPerRequest;
    run = earlier;
    await client.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
      owner,
      repo,
      check_run_id: earlier.id,
      ...state,
      output: { ...output, annotations: batch(annotations, earlier.annotations) },
    });
  }
  for (; written < annotations.length; written += annotationsPerRequest) {
    await client.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
      owner,
      repo,
      check_run_id: run.id,
      output: { ...output, annotations: batch(annotations, written) },
    });
  }
  return run;
}

function batch(annotations: readonly CheckAnnotation[], from: number): CheckAnnotation[] {
  return annotations.slice(from, from + annotationsPerRequest);
}

async function findCheckRun(
  client: GitHubClient,
  report: ChangeReport,
  externalId: string,
): Promise<(OwnCheckRun & { readonly annotations: number }) | null> {
  const { owner, repo, headSha } = report.change;
  const { data } = await client.request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    owner,
    repo,
    ref: headSha,
    check_name: checkName(report),
    filter: "all",
    per_page: 100,
  });
  const run = data.check_runs.find((each) => each.external_id === externalId);
  return run === undefined
    ? null
    : { id: Number(run.id), url: run.html_url, annotations: run.output.annotations_count };
}
