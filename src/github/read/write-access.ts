import type { GitHubClient } from "../client/client.ts";
import { isAbsent } from "../client/request-error.ts";

/** `untold`: GitHub does not reveal it to this token. */
export type WriteAccess = "yes" | "no" | "untold";

const writing: ReadonlySet<string> = new Set(["admin", "maintain", "write"]);

/** Whether a person may push to a repository, for one request. Throws Octokit's error when GitHub gives no usable answer. */
export async function writeAccess(
  client: GitHubClient,
  { owner, repo, login }: { readonly owner: string; readonly repo: string; readonly login: string },
): Promise<WriteAccess> {
  const route = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
  try {
    const { data } = await client.request(route, { owner, repo, username: login });
    // Of the roles of GitHub's own `permission` knows four, and of an organisation's own the one that it is built on.
    return writing.has(data.permission) || writing.has(data.role_name) ? "yes" : "no";
  } catch (error) {
    if (isAbsent(error)) return "untold";
    throw error;
  }
}
