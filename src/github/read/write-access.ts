import type { GitHubClient } from "../client/client.ts";
import { isAbsent } from "../client/request-error.ts";

/** `unknown`: GitHub does not reveal it to this token. */
export type WriteAccess = "yes" | "no" | "unknown";

const writing: ReadonlySet<string> = new Set(["admin", "maintain", "write"]);

/**
 * Whether a person may push to a repository, at the cost of one request. Throws Octokit's error when GitHub's response
 * is unusable.
 */
export async function writeAccess(
  client: GitHubClient,
  { owner, repo, login }: { readonly owner: string; readonly repo: string; readonly login: string },
): Promise<WriteAccess> {
  const route = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
  try {
    const { data } = await client.request(route, { owner, repo, username: login });
    // `permission` has only four of GitHub's own roles; for an organisation's custom role it is the role that it is
    // based on.
    return writing.has(data.permission) || writing.has(data.role_name) ? "yes" : "no";
  } catch (error) {
    if (isAbsent(error)) return "unknown";
    throw error;
  }
}
