import { type Ask, type Handler, ok, Problem, paged } from "../answer.ts";
import { commits, fileRows, mergeBase } from "../git/objects.ts";
import { commitShape, cutPatches, fileShape } from "../shapes/commit.ts";
import { fullPullShape, pullShape } from "../shapes/pull.ts";
import { type PullRequest, pullsOf } from "../world.ts";
import { textAnswer, textType } from "./diff.ts";

/** Pull requests, their commits and files. */
export const pullRoutes: Readonly<Record<string, Handler>> = {
  "GET /repos/{owner}/{repo}/pulls": (ask) => {
    const state = ask.query.get("state") ?? "open";
    const head = ask.query.get("head");
    const base = ask.query.get("base");
    const found = pullsOf(ask.world, ask.repository)
      .filter((pull) => state === "all" || pull.state === state)
      .filter((pull) => head === null || `${pull.headRepository.owner}:${pull.head}` === head)
      .filter((pull) => base === null || pull.base === base)
      .reverse();
    const { items, pages } = paged(ask, found);
    return { status: 200, json: items.map((pull) => pullShape(ask.world, pull)), pages };
  },

  "GET /repos/{owner}/{repo}/pulls/{pull_number}": async (ask) => {
    const pull = findPull(ask);
    const text = textType(ask);
    if (text === null) return ok(await fullPullShape(ask.world, pull));
    return textAnswer(ask, text, await startOf(pull), pull.headSha, [`${pull.baseSha}..${pull.headSha}`]);
  },

  "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits": async (ask) => {
    const { gitDir } = ask.repository;
    const pull = findPull(ask);
    const all = await commits(gitDir, "--reverse", "--topo-order", `${pull.baseSha}..${pull.headSha}`);
    const { items, pages } = paged(ask, all.slice(0, ask.world.limits.pullCommits));
    return { status: 200, json: items.map((commit) => commitShape(ask.world, ask.repository, commit)), pages };
  },

  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": async (ask) => {
    const pull = findPull(ask);
    const rows = (await pullFiles(pull)).slice(0, ask.world.limits.pullFiles);
    const { items, pages } = paged(ask, rows);
    const json = cutPatches(ask.world, items).map((row) => fileShape(ask.world, ask.repository, pull.headSha, row));
    return { status: 200, json, pages };
  },
};

/** The pull request that a route names. Throws 404. */
export function findPull(ask: Ask): PullRequest {
  const number = Number(ask.params.pull_number ?? ask.params.issue_number);
  const pull = pullsOf(ask.world, ask.repository).find((item) => item.number === number);
  if (pull === undefined) throw new Problem(404, "Not Found");
  return pull;
}

/** Files of the net diff, with whole patches. */
export async function pullFiles(pull: PullRequest) {
  return fileRows(pull.repository.gitDir, await startOf(pull), pull.headSha);
}

async function startOf(pull: PullRequest): Promise<string> {
  return (await mergeBase(pull.repository.gitDir, pull.baseSha, pull.headSha)) ?? pull.baseSha;
}
