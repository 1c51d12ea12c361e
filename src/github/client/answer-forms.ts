import * as z from "zod/mini";

/**
 * The fields that Keyhawk reads from each of GitHub's JSON responses. A proxy's page, an error in place of a list, or a
 * response of another API version must not be mistaken for an empty result, so a response of another form counts as a
 * failure of GitHub.
 */
const sha = z.string().check(z.regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/));
const id = z.number();
const optional = <T extends z.core.SomeType>(schema: T) => z.optional(z.nullable(schema));

const user = z.nullable(z.object({ login: z.string(), type: z.string() }));
const row = z.object({
  filename: z.string(),
  status: z.string(),
  additions: z.number(),
  sha: optional(z.string()),
  patch: z.optional(z.string()),
  previous_filename: z.optional(z.string()),
});
const person = z.object({ name: optional(z.string()), email: optional(z.string()), date: optional(z.string()) });
const verification = z.optional(z.object({ payload: optional(z.string()), signature: optional(z.string()) }));
const people = { author: z.nullable(person), committer: z.nullable(person), verification };
const listedCommit = z.object({ sha, parents: z.array(z.object({ sha })), commit: z.object(people) });
const commit = z.object({
  sha,
  parents: z.array(z.object({ sha })),
  commit: z.object({ message: z.string(), tree: z.object({ sha }), ...people }),
  files: z.optional(z.array(row)),
});
const comparison = z.object({
  commits: z.array(listedCommit),
  total_commits: z.number(),
  files: z.optional(z.array(row)),
});
const comment = z.object({ id, body: optional(z.string()), html_url: z.string(), user });
const checkRun = z.object({
  id,
  name: z.string(),
  html_url: optional(z.string()),
  external_id: optional(z.string()),
  conclusion: z.nullable(z.string()),
  output: z.object({ annotations_count: z.number() }),
  pull_requests: z.array(z.object({ number: z.number() })),
});
const annotation = z.object({
  path: z.string(),
  start_line: z.number(),
  annotation_level: z.nullable(z.string()),
  title: z.nullable(z.string()),
});
const end = z.object({ ref: z.string(), sha });
const listedPull = z.object({
  number: z.number(),
  updated_at: z.string(),
  head: z.object({ repo: z.nullable(z.object({ full_name: z.string() })) }),
});
const repository = z.object({
  id,
  name: z.string(),
  owner: z.object({ login: z.string() }),
  private: z.boolean(),
  default_branch: z.string(),
  size: z.number(),
});
const activity = z.object({
  id,
  before: sha,
  after: sha,
  ref: z.string(),
  timestamp: z.string(),
  activity_type: z.string(),
  actor: z.nullable(z.object({ login: z.string() })),
});
const issue = z.object({ number: z.number(), title: z.string(), user });
const delivery = z.object({ id, guid: z.string(), delivered_at: z.string(), status_code: z.number() });
const pull = z.object({ number: z.number(), state: z.string(), head: end, base: end, updated_at: z.string() });

/** By the name of the route in GitHub's API description. */
export const answerForms: Readonly<Record<string, z.core.$ZodType>> = {
  "GET /app": z.object({ id }),
  "GET /app/hook/deliveries": z.array(delivery),
  "GET /app/installations": z.array(z.object({ id, suspended_at: z.nullable(z.string()) })),
  "GET /installation/repositories": z.object({ repositories: z.array(repository) }),
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}": z.object({ state: z.string() }),
  "GET /user": z.object({ login: z.string() }),
  "GET /repos/{owner}/{repo}": z.object({
    name: z.string(),
    owner: z.object({ login: z.string() }),
    default_branch: z.string(),
  }),
  "GET /repos/{owner}/{repo}/activity": z.array(activity),
  "GET /repos/{owner}/{repo}/branches/{branch}": z.object({ commit: z.object({ sha }) }),
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": z.object({
    permission: z.string(),
    role_name: z.optional(z.string()),
  }),
  "GET /repos/{owner}/{repo}/commits": z.array(listedCommit),
  "GET /repos/{owner}/{repo}/commits/{ref}": commit,
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": z.object({ check_runs: z.array(checkRun) }),
  "GET /repos/{owner}/{repo}/compare/{basehead}": comparison,
  "GET /repos/{owner}/{repo}/git/commits/{commit_sha}": z.object({ sha }),
  "GET /repos/{owner}/{repo}/git/tags/{tag_sha}": z.object({
    message: z.string(),
    tagger: optional(person),
    verification,
    object: z.object({ type: z.string(), sha }),
  }),
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": z.object({
    truncated: z.boolean(),
    tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha })),
  }),
  "GET /repos/{owner}/{repo}/installation": z.object({ id }),
  "GET /repos/{owner}/{repo}/issues": z.array(issue),
  "POST /repos/{owner}/{repo}/issues": issue,
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": z.array(comment),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": comment,
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": comment,
  "GET /repos/{owner}/{repo}/pulls": z.array(listedPull),
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": pull,
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": z.array(
    z.object({ id, body: z.string(), path: z.string(), user }),
  ),
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": z.object({ id }),
  "POST /repos/{owner}/{repo}/check-runs": checkRun,
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": checkRun,
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": checkRun,
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": z.array(annotation),
  "POST /app/installations/{installation_id}/access_tokens": z.object({
    token: z.string(),
    expires_at: z.string(),
  }),
};

/** Routes whose response is read only as bytes. */
const byteRoutes = [
  "GET /repos/{owner}/{repo}/contents/{path}",
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
] as const;

interface Pattern {
  readonly method: string;
  readonly path: RegExp;
  readonly route: string;
}

const patterns: readonly Pattern[] = [...Object.keys(answerForms), ...byteRoutes].map((route) => {
  const [method = "", template = ""] = route.split(" ");
  const path = template.replaceAll(/\{\w+\}/g, "[^/]+");
  return { method, path: new RegExp(`^(?:/api/v3)?${path}$`), route };
});

/** The name in GitHub's API description of a request's route; null when Keyhawk does not read its response. */
export function routeOf(method: string, pathname: string): string | null {
  return patterns.find((pattern) => pattern.method === method && pattern.path.test(pathname))?.route ?? null;
}
