import { createHash } from "node:crypto";
import type { ChangeReport } from "../../report/change-report.ts";
import type { CheckAnnotation } from "../../report/formats/check.ts";
import type { GitHubClient } from "../client/client.ts";
import { pages } from "../client/pages.ts";
import { isAbsent } from "../client/request-error.ts";

/** One of Keyhawk's check runs, as GitHub lists it. */
export interface ListedCheckRun {
  readonly id: number;
  /** Web address, or null. */
  readonly url: string | null;
  readonly name: string;
  readonly externalId: string;
  readonly conclusion: string | null;
  /** Number of annotations on it. */
  readonly annotations: number;
}

const perPage = 100;

/** All check runs of one name on the change's head commit, newest first. Throws Octokit's error. */
export async function listCheckRuns(
  client: GitHubClient,
  { change }: ChangeReport,
  name: string,
): Promise<readonly ListedCheckRun[]> {
  const runs: ListedCheckRun[] = [];
  const { owner, repo, headSha: ref } = change;
  const listed = pages(async (page) => {
    const route = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";
    return (await client.request(route, { owner, repo, ref, check_name: name, filter: "all", ...page })).data
      .check_runs;
  });
  for await (const run of listed) {
    runs.push({
      id: Number(run.id),
      url: run.html_url,
      name: run.name,
      externalId: run.external_id ?? "",
      conclusion: run.conclusion,
      annotations: run.output.annotations_count,
    });
  }
  return runs.toSorted((a, b) => b.id - a.id);
}

/**
 * A check run by its id, which GitHub serves before its lists show the run; null when it is gone. Throws Octokit's
 * error.
 */
export async function findCheckRun(
  client: GitHubClient,
  { change: { owner, repo } }: ChangeReport,
  id: number,
): Promise<ListedCheckRun | null> {
  try {
    const route = "GET /repos/{owner}/{repo}/check-runs/{check_run_id}";
    const { data: run } = await client.request(route, { owner, repo, check_run_id: id });
    const { name, html_url: url, conclusion, output } = run;
    return { id, url, name, externalId: run.external_id ?? "", conclusion, annotations: output.annotations_count };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** The prefix of the `external_id` of every check run that the App writes. */
const appsPrefix = "keyhawk:";

/**
 * True when a GitHub App is a Keyhawk App: it wrote a Keyhawk check run on the commit. Only the App itself sets the
 * `external_id` of its check runs, while its comments may repeat anyone's text. Throws Octokit's error.
 */
export async function isKeyhawkApp(
  client: GitHubClient,
  { owner, repo, headSha, app }: { owner: string; repo: string; headSha: string; app: number },
): Promise<boolean> {
  const { data } = await client.request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    owner,
    repo,
    ref: headSha,
    app_id: app,
    per_page: perPage,
  });
  return data.check_runs.some((run) => run.app?.id === app && run.external_id?.startsWith(appsPrefix));
}

/** `external_id` on GitHub: it identifies the pull request or ref of a run, whoever wrote it. */
export function externalIdOf({ change }: ChangeReport, externalId: string): string {
  return `${externalId}${subjectOf(change)}`;
}

function subjectOf({ number, ref }: ChangeReport["change"]): string {
  return number === null ? `@${refDigest(ref)}` : `#${number}`;
}

const subject = /(?:#\d+|@[0-9a-f]{16})$/;

/** True when a check run is about the pull request or ref of a report. */
export function isAboutSame({ change }: ChangeReport, { externalId }: Pick<ListedCheckRun, "externalId">): boolean {
  return subject.exec(externalId)?.[0] === subjectOf(change);
}

/** Identifies a ref without revealing it. */
export function refDigest(ref: string): string {
  return createHash("sha256").update(`keyhawk:ref:1:${ref}`).digest("hex").slice(0, 16);
}

/**
 * True when the newest run about another pull request or ref is red. A closed pull request blocks no one, and is judged
 * again when it is reopened.
 * @param runs those of one commit, newest first
 */
export async function isRedElsewhere(
  client: GitHubClient,
  { change }: ChangeReport,
  runs: readonly ListedCheckRun[],
): Promise<boolean> {
  const judged = new Set([subjectOf(change)]);
  const { owner, repo } = change;
  for (const { externalId, conclusion } of runs) {
    const other = subject.exec(externalId)?.[0];
    if (other === undefined || judged.has(other)) continue;
    judged.add(other);
    if (conclusion !== "failure") continue;
    if (other.startsWith("@") || (await isOpen(client, { owner, repo, number: Number(other.slice(1)) }))) return true;
  }
  return false;
}

async function isOpen(
  client: GitHubClient,
  { owner, repo, number }: { readonly owner: string; readonly repo: string; readonly number: number },
): Promise<boolean> {
  try {
    const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
    const { data } = await client.request(route, { owner, repo, pull_number: number });
    return data.state === "open";
  } catch (error) {
    if (isAbsent(error)) return true;
    throw error;
  }
}

/**
 * True when the annotations of a run are the beginning of those it should have: GitHub adds annotations and never
 * removes any.
 */
export async function beginsWithItsOwn(
  client: GitHubClient,
  { change }: ChangeReport,
  run: ListedCheckRun,
  wanted: readonly CheckAnnotation[],
): Promise<boolean> {
  if (run.annotations > wanted.length) return false;
  for (let page = 1, position = 0; position < run.annotations; page++) {
    const { data } = await client.request("GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations", {
      owner: change.owner,
      repo: change.repo,
      check_run_id: run.id,
      per_page: perPage,
      page,
    });
    if (data.length === 0) return false;
    for (const shown of data) {
      const { path, start_line: line, annotation_level: level, title } = wanted[position++] ?? {};
      // Messages are not compared: they depend on the hook's answer, and an older one still points at the right line.
      if (shown.path !== path || shown.start_line !== line || shown.annotation_level !== level || shown.title !== title)
        return false;
    }
  }
  return true;
}
