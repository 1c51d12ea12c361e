import type { PushChange } from "../change.ts";
import type { GitHubClient } from "../client/client.ts";

/**
 * Everything on a repository's default branch, as if it had just been pushed for the first time. Throws Octokit's
 * error.
 */
export async function defaultBranchChange(client: GitHubClient, owner: string, repo: string): Promise<PushChange> {
  const repository = await client.request("GET /repos/{owner}/{repo}", { owner, repo });
  const { default_branch: branch } = repository.data;
  const { data } = await client.request("GET /repos/{owner}/{repo}/branches/{branch}", { owner, repo, branch });
  const head = data.commit.sha;
  return {
    type: "push",
    author: null,
    owner: repository.data.owner.login,
    repo: repository.data.name,
    visibility: repository.data.private ? "private" : "public",
    defaultBranch: branch,
    ref: `refs/heads/${branch}`,
    before: "0".repeat(head.length),
    after: head,
    created: true,
    forced: false,
    headCommit: head,
    commits: [],
  };
}
