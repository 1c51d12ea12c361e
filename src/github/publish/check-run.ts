import type { ChangeReport } from "../../report/change-report.ts";
import { type CheckAnnotation, renderCheck } from "../../report/formats/check.ts";
import { type CheckButtons, renderButtons } from "../../report/formats/check-buttons.ts";
import type { GitHubClient } from "../client/client.ts";
import {
  beginsWithItsOwn,
  externalIdOf,
  findCheckRun,
  isAboutSame,
  isRedElsewhere,
  type ListedCheckRun,
  listCheckRuns,
  refDigest,
} from "./own-check-runs.ts";
import { postOnce } from "./post-once.ts";
import type { WrittenBefore } from "./written-before.ts";

/** A check run that Keyhawk wrote. */
export interface OwnCheckRun {
  readonly id: number;
  /** Web address, or null. */
  readonly url: string | null;
}

export interface CheckRunOptions {
  /** The same for every attempt at the same work. */
  readonly externalId: string;
  /** `further`: an earlier attempt may have written the check run already. */
  readonly attempt: "first" | "further";
  /** What is known to be on GitHub; nothing when absent. */
  readonly before?: WrittenBefore;
  /** Reports other pull requests with the same head commit; GitHub's own hints are used when absent. */
  readonly headUse?: () => Promise<HeadUse>;
  /** What its buttons may offer; none when absent: only an App receives the press of a button. */
  readonly buttons?: CheckButtons;
}

/**
 * What is known of other pull requests with the same head commit. A required check belongs to a commit: the green check
 * of one pull request must not hide the red check of another, so a passing run gets its own name while another one is
 * red. `unshared`: none is known, and GitHub's response to a new check run names any that came since. `unknown`: the
 * commit's check runs are listed, at the cost of one request, before a passing one is written.
 */
export type HeadUse = "shared" | "unshared" | "unknown";

/** GitHub accepts this many in one request and appends those of further requests. */
const annotationsPerRequest = 50;

/**
 * The required name is for pull requests and the groups of a merge queue. A push has another name, whatever its branch
 * is called: anyone who may push can create a branch at the head of a pull request.
 */
export function checkName({ change }: ChangeReport): string {
  return change.type === "push" ? "Keyhawk (push)" : "Keyhawk";
}

/** The name of a green check while another change's check with the usual name is red on the same commit. */
function asideName({ change }: ChangeReport): string {
  if (change.number !== null) return `Keyhawk (#${change.number})`;
  // A ref can hold a key, so it is not named.
  return `Keyhawk (${change.type === "push" ? "push" : "merge group"} ${refDigest(change.ref).slice(0, 8)})`;
}

/**
 * Writes the check run on the head commit only if an earlier one about the same push or pull request is not green;
 * otherwise resolves to null. So a push without findings costs no request, unless it was examined before. Throws
 * Octokit's error.
 */
export async function clearCheckRun(
  client: GitHubClient,
  report: ChangeReport,
  options: CheckRunOptions,
): Promise<OwnCheckRun | null> {
  const headUse = options.headUse ?? (async () => "unshared");
  if (options.attempt === "first" && (await headUse()) === "unshared") return null;
  const listed = await listCheckRuns(client, report, checkName(report));
  const runs = await withKnown(client, report, listed, options.before?.checkRun ?? null);
  const newest = runs.find((run) => isAboutSame(report, run));
  if (newest === undefined || newest.conclusion === "success") return null;
  return writeCheckRun(client, report, { ...options, attempt: "further" });
}

/** Writes the check run on the head commit; a retry continues with the one of the earlier attempt. Throws Octokit's error. */
export async function writeCheckRun(
  client: GitHubClient,
  report: ChangeReport,
  options: CheckRunOptions,
): Promise<OwnCheckRun> {
  const { number } = report.change;
  const name = checkName(report);
  if (report.conclusion === "failure") {
    const runs = options.attempt === "further" ? await listCheckRuns(client, report, name) : [];
    return (await write(client, report, options, { name, runs })).run;
  }
  const ownName = asideName(report);
  const headUse = options.headUse ?? (async () => "unshared");
  const look = options.attempt === "further" || (await headUse()) !== "unshared";
  const runs = look ? await listCheckRuns(client, report, name) : [];
  if (await isRedElsewhere(client, report, runs)) {
    return (await write(client, report, options, { name: ownName, runs })).run;
  }
  const written = await write(client, report, options, { name, runs });
  // The other run may have been written in the meantime. A run written from now on is newer, and GitHub shows it first.
  const shared =
    written.pulls === "unknown" || written.pulls.some((pull) => pull !== number) || (await headUse()) === "shared";
  if (shared && (await isRedElsewhere(client, report, await listCheckRuns(client, report, name)))) {
    const { owner, repo } = report.change;
    const route = "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}";
    await client.request(route, { owner, repo, check_run_id: written.run.id, name: ownName });
  }
  return written.run;
}

interface Written {
  readonly run: OwnCheckRun;
  /** Open pull requests with this head commit that GitHub names; it names none from forks. */
  readonly pulls: readonly number[] | "unknown";
}

/** @param runs those with the check's name on the commit, newest first, if they were listed */
async function write(
  client: GitHubClient,
  report: ChangeReport,
  options: CheckRunOptions,
  { name, runs }: { readonly name: string; readonly runs: readonly ListedCheckRun[] },
): Promise<Written> {
  const { owner, repo, headSha } = report.change;
  const { annotations, title, summary, text } = renderCheck(report);
  const output = { title, summary, ...(text === "" ? {} : { text }) };
  const actions = options.buttons === undefined ? {} : { actions: [...renderButtons(report, options.buttons)] };
  const state = { status: "completed" as const, conclusion: report.conclusion, ...actions };
  const externalId = externalIdOf(report, options.externalId);
  const earlier =
    options.attempt === "further"
      ? await findEarlier(client, report, externalId, {
          name,
          annotations,
          runs: await withKnown(client, report, runs, options.before?.checkRun ?? null),
        })
      : null;
  let written: Written;
  let shown: number;
  if (earlier === null) {
    const post = async () => {
      const { data } = await client.request("POST /repos/{owner}/{repo}/check-runs", {
        owner,
        repo,
        name,
        head_sha: headSha,
        external_id: externalId,
        ...state,
        output: { ...output, annotations: batch(annotations, 0) },
        request: { retries: 0 },
      });
      return writtenFrom(data);
    };
    const find = async (): Promise<Written | null> => {
      const run = (await listCheckRuns(client, report, name)).find((listed) => listed.externalId === externalId);
      // The lost response may have named other pull requests, so they are looked up.
      return run === undefined ? null : { run: { id: run.id, url: run.url }, pulls: "unknown" };
    };
    written = await postOnce(post, find);
    shown = annotationsPerRequest;
  } else {
    const { data } = await client.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
      owner,
      repo,
      check_run_id: earlier.id,
      ...(earlier.name === name ? {} : { name }),
      ...state,
      output: { ...output, annotations: batch(annotations, earlier.annotations) },
    });
    written = writtenFrom(data);
    shown = earlier.annotations + annotationsPerRequest;
  }
  for (; shown < annotations.length; shown += annotationsPerRequest) {
    await client.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
      owner,
      repo,
      check_run_id: written.run.id,
      output: { ...output, annotations: batch(annotations, shown) },
    });
  }
  return written;
}

function writtenFrom(data: {
  readonly id: number | bigint;
  readonly html_url: string | null;
  readonly pull_requests: readonly { readonly number: number }[];
}): Written {
  return { run: { id: Number(data.id), url: data.html_url }, pulls: data.pull_requests.map(({ number }) => number) };
}

function batch(annotations: readonly CheckAnnotation[], from: number): CheckAnnotation[] {
  return annotations.slice(from, from + annotationsPerRequest);
}

/** The runs, newest first, including one that lists do not show yet. */
async function withKnown(
  client: GitHubClient,
  report: ChangeReport,
  runs: readonly ListedCheckRun[],
  id: number | null,
): Promise<readonly ListedCheckRun[]> {
  if (id === null || runs.some((run) => run.id === id)) return runs;
  const known = await findCheckRun(client, report, id);
  return known === null ? runs : [...runs, known].toSorted((a, b) => b.id - a.id);
}

/** The run to continue with, or null when a new one is needed. */
async function findEarlier(
  client: GitHubClient,
  report: ChangeReport,
  externalId: string,
  wanted: {
    readonly name: string;
    readonly runs: readonly ListedCheckRun[];
    readonly annotations: readonly CheckAnnotation[];
  },
): Promise<ListedCheckRun | null> {
  const [newest] = wanted.runs;
  let earlier = wanted.runs.find((run) => run.externalId === externalId);
  if (report.conclusion === "failure") {
    // Behind a newer run of another pull request, no one would see it turn red.
    if (earlier === undefined || earlier.id !== newest?.id) return null;
  } else if (earlier === undefined) {
    const aside = await listCheckRuns(client, report, asideName(report));
    earlier = aside.find((run) => run.externalId === externalId);
  }
  if (earlier === undefined) return null;
  return (await beginsWithItsOwn(client, report, earlier, wanted.annotations)) ? earlier : null;
}
