import type { ChangeReader } from "./change-reader.ts";
import { type CommitHeaders, commitHeaders } from "./header-items.ts";

/** A commit as it appears in lists. */
export interface ListedCommit {
  readonly id: string;
  readonly parents: readonly string[];
  /** Author, committer and signature, of which a patch shows only the first; null for what it does not have. */
  readonly headers: readonly (string | null)[];
}

export interface CommitList {
  /** Oldest first. */
  readonly commits: readonly ListedCommit[];
  /** Number of commits beyond the limit; null when there are more and GitHub does not count them. */
  readonly left: number | null;
}

const perPage = 100;

/** The commits that are reachable from `head` and not from `base`, up to the limit of commits. Throws Octokit's error. */
export async function listRange(reader: ChangeReader, base: string, head: string): Promise<CommitList> {
  const { client, owner, repo } = reader;
  const commits: ListedCommit[] = [];
  for (let page = 1; ; page++) {
    const { data } = await client.request("GET /repos/{owner}/{repo}/compare/{basehead}", {
      owner,
      repo,
      basehead: `${base}...${head}`,
      per_page: perPage,
      page,
    });
    commits.push(...data.commits.map(listed));
    const left = data.total_commits - commits.length;
    if (left <= 0 || data.commits.length === 0 || commits.length >= reader.limits.commits) {
      return { commits, left: Math.max(0, left) };
    }
  }
}

/** Every commit that is reachable from `head`, up to the limit of commits. Throws Octokit's error. */
export async function listAll(reader: ChangeReader, head: string): Promise<CommitList> {
  const { client, owner, repo } = reader;
  const commits: ListedCommit[] = [];
  for (let page = 1; ; page++) {
    const { data } = await client.request("GET /repos/{owner}/{repo}/commits", {
      owner,
      repo,
      sha: head,
      per_page: perPage,
      page,
    });
    commits.push(...data.map(listed));
    if (data.length < perPage) return { commits: commits.reverse(), left: 0 };
    if (commits.length >= reader.limits.commits) return { commits: commits.reverse(), left: null };
  }
}

function listed(commit: {
  readonly sha: string;
  readonly parents: readonly { readonly sha: string }[];
  readonly commit: CommitHeaders;
}): ListedCommit {
  return {
    id: commit.sha,
    parents: commit.parents.map((parent) => parent.sha),
    headers: commitHeaders(commit.commit),
  };
}
