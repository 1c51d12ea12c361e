import { expect, test } from "vitest";
import { safeParse } from "zod/mini";
import { answerForms, routeOf } from "../../src/github/client/answer-forms.ts";
import { completeResponse, matchRoute } from "./openapi/description.ts";

const sha = "0".repeat(40);
const commit = { sha, parents: [{ sha }], commit: { author: null, tree: { sha } }, files: [{}] };
const comparison = { commits: [commit], files: [{}] };
const end = { sha };

/** Lists with one entry, and ids where they must be ids; the rest is the least that the description allows. */
const seeds: Readonly<Record<string, object>> = {
  "GET /app/hook/deliveries": [{}],
  "GET /app/installations": [{}],
  "GET /installation/repositories": { repositories: [{}] },
  "GET /repos/{owner}/{repo}/activity": [{ before: sha, after: sha }],
  "GET /repos/{owner}/{repo}/branches/{branch}": { commit },
  "GET /repos/{owner}/{repo}/commits": [commit],
  "GET /repos/{owner}/{repo}/commits/{ref}": commit,
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": { check_runs: [{ pull_requests: [{}] }] },
  "GET /repos/{owner}/{repo}/compare/{basehead}": comparison,
  "GET /repos/{owner}/{repo}/git/commits/{commit_sha}": { sha },
  "GET /repos/{owner}/{repo}/git/tags/{tag_sha}": { object: { sha } },
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": { tree: [{ sha }] },
  "GET /repos/{owner}/{repo}/issues": [{}],
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": [{}],
  "GET /repos/{owner}/{repo}/pulls": [{}],
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": { head: end, base: end },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": [{}],
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": [{}],
};

test.each(Object.keys(answerForms))("accepts the least that GitHub's description allows of %s", (route) => {
  const [method = "", template = ""] = route.split(" ");
  const path = template.replaceAll(/\{\w+\}/g, "1");
  expect(routeOf(method, path)).toBe(route);
  expect(routeOf(method, `/api/v3${path}`)).toBe(route);
  const matched = matchRoute(method, path);
  if (matched === null) throw new Error(`The stand-in does not serve ${route}.`);
  const status = Number(Object.keys(matched.operation.responses).find((code) => code.startsWith("2")));
  const least = completeResponse(matched, status, seeds[route] ?? {});
  expect(safeParse(answerForms[route] as never, least).error?.issues ?? []).toEqual([]);
});
