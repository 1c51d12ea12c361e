import { type Ask, type Handler, ok, Problem, paged } from "../answer.ts";
import { asListed, noteWrite } from "../lag.ts";
import { checkRunShape } from "../shapes/check-run.ts";
import type { Annotation, App, CheckRun } from "../world.ts";
import { findCommit } from "./commits.ts";

interface Output {
  readonly title?: string;
  readonly summary: string;
  readonly text?: string;
  readonly annotations?: readonly Annotation[];
}

/** Check runs, made by apps and by workflows' own tokens. */
export const checkRunRoutes: Readonly<Record<string, Handler>> = {
  "POST /repos/{owner}/{repo}/check-runs": async (ask) => {
    const app = callingApp(ask);
    const headSha = String(ask.body.head_sha);
    const commit = await findCommit(ask, headSha).catch(() => null);
    if (commit === null) throw new Problem(422, `No commit found for SHA: ${headSha}`);
    const run: CheckRun = {
      id: ask.world.id(),
      repository: ask.repository,
      app,
      name: String(ask.body.name),
      headSha,
      externalId: "",
      status: "queued",
      conclusion: null,
      detailsUrl: null,
      title: null,
      summary: null,
      text: null,
      annotations: [],
      startedAt: ask.world.now(),
      completedAt: null,
      actions: [],
    };
    change(ask, run);
    ask.world.checkRuns.push(run);
    noteWrite(ask.world, ask.world.checkRuns, run.id, null);
    return { status: 201, json: checkRunShape(ask.world, run) };
  },

  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": (ask) => {
    const app = callingApp(ask);
    const run = findRun(ask);
    if (run.app !== app)
      throw new Problem(
        403,
        `Invalid app_id \`${run.app?.id ?? 0}\` - check run can only be modified by the GitHub App that created it.`,
      );
    noteWrite(ask.world, ask.world.checkRuns, run.id, run);
    change(ask, run);
    return ok(checkRunShape(ask.world, run));
  },

  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": (ask) => ok(checkRunShape(ask.world, findRun(ask))),

  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": (ask) => {
    const { items, pages } = paged(ask, findRun(ask).annotations);
    return {
      status: 200,
      json: items.map((annotation) => ({
        blob_href: "",
        title: null,
        raw_details: null,
        start_column: null,
        end_column: null,
        ...annotation,
      })),
      pages,
    };
  },

  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": async (ask) => {
    const { sha } = await findCommit(ask, ask.params.ref ?? "");
    const { query } = ask;
    const wanted = (name: string, value: string | null) => !query.has(name) || query.get(name) === value;
    let runs = asListed(ask.world, ask.world.checkRuns)
      .filter((run) => run.repository === ask.repository && run.headSha === sha)
      .filter(
        (run) =>
          wanted("check_name", run.name) && wanted("status", run.status) && wanted("app_id", String(run.app?.id)),
      )
      .reverse();
    if (query.get("filter") !== "all") {
      const newest = new Map<string, CheckRun>();
      for (const run of runs) {
        const key = `${run.app?.id}:${run.name}`;
        if (!newest.has(key)) newest.set(key, run);
      }
      runs = [...newest.values()];
    }
    const { items, pages } = paged(ask, runs);
    return {
      status: 200,
      json: { total_count: runs.length, check_runs: items.map((run) => checkRunShape(ask.world, run)) },
      pages,
    };
  },
};

function change(ask: Ask, run: CheckRun): void {
  const { body, world } = ask;
  const output = body.output as Output | undefined;
  const limit = 65_535;
  for (const text of [output?.summary, output?.text]) {
    if (text !== undefined && text.length > limit) {
      throw new Problem(422, `Invalid request.\n\nOnly ${limit} characters are allowed; ${text.length} were supplied.`);
    }
  }
  const added = output?.annotations ?? [];
  if (added.length > world.limits.annotations) {
    throw new Problem(
      422,
      `Invalid request.\n\nNo more than ${world.limits.annotations} items are allowed; ${added.length} were supplied.`,
    );
  }
  if (body.name !== undefined) run.name = String(body.name);
  if (body.external_id !== undefined) run.externalId = String(body.external_id);
  if (body.details_url !== undefined) run.detailsUrl = String(body.details_url);
  if (body.status !== undefined) run.status = String(body.status);
  if (body.started_at !== undefined) run.startedAt = String(body.started_at);
  if (body.actions !== undefined) run.actions = body.actions as unknown[];
  if (body.conclusion !== undefined) {
    run.conclusion = String(body.conclusion);
    run.status = "completed";
    run.completedAt = String(body.completed_at ?? world.now());
  }
  if (output === undefined) return;
  run.title = output.title ?? run.title;
  run.summary = output.summary;
  run.text = output.text ?? run.text;
  run.annotations.push(...added);
}

function findRun(ask: Ask): CheckRun {
  const run = ask.world.checkRuns.find(
    ({ id, repository }) => repository === ask.repository && id === Number(ask.params.check_run_id),
  );
  if (run === undefined) throw new Problem(404, "Not Found");
  return run;
}

/** The app that writes check runs: null for a workflow's token, which represents GitHub Actions. */
function callingApp(ask: Ask): App | null {
  if (ask.caller.type !== "token" || ask.caller.token.type !== "Bot")
    throw new Problem(403, "You must authenticate via a GitHub App.");
  return ask.caller.token.app;
}
