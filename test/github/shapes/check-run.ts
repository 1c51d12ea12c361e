import type { CheckRun, World } from "../world.ts";
import { appShape } from "./user.ts";

/** A check run; its annotations have a route of their own. */
export function checkRunShape(world: World, run: CheckRun) {
  const { fullName } = run.repository;
  const url = `${world.apiUrl}/repos/${fullName}/check-runs/${run.id}`;
  const page = `${world.url}/${fullName}/runs/${run.id}`;
  const pulls = world.pulls.filter((pull) => pull.repository === run.repository && pull.headSha === run.headSha);
  return {
    id: run.id,
    name: run.name,
    node_id: `CR_${run.id}`,
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: (run.app?.id ?? 1) * 1_000 },
    app: appShape(world, run.app),
    pull_requests: pulls.map(({ id, number, head, headSha, base, baseSha, repository, headRepository }) => {
      const repo = (of: typeof repository) => ({
        id: of.id,
        url: `${world.apiUrl}/repos/${of.fullName}`,
        name: of.name,
      });
      return {
        id,
        number,
        url: `${world.apiUrl}/repos/${fullName}/pulls/${number}`,
        head: { ref: head, sha: headSha, repo: repo(headRepository) },
        base: { ref: base, sha: baseSha, repo: repo(repository) },
      };
    }),
  };
}
