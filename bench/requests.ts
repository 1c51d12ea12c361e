import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitAll, git } from "../demo/git.ts";
import { examineChange, mayHaveComment } from "../src/change/examine.ts";
import { headUseOf, publishChange } from "../src/change/publish.ts";
import { changeFromEvent } from "../src/github/change-from-event.ts";
import { createGitHubClient } from "../src/github/client/create-client.ts";
import { tokenVoice } from "../src/github/publish/voice.ts";
import { createPolicyCache } from "../src/github/read/policy-cache.ts";
import { type GitHubStandIn, startGitHub } from "../test/github/github.ts";
import type { BenchRow } from "./row.ts";

const repository = "acme/bench";
const permissions = { contents: "read", checks: "write", pull_requests: "write" } as const;
const baseline = "3, once the token and the configuration are cached";

/** Requests to GitHub for clean changes: a push of 1 and of 20 commits, and pull requests of the same lengths. */
export async function benchRequests(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "keyhawk-bench-"));
  const github = await startGitHub();
  try {
    const { cloneUrl } = await github.createRepository(repository);
    await git(folder, "init", "--quiet", "--initial-branch=main");
    await git(folder, "remote", "add", "origin", cloneUrl);
    const count = counter(github);
    let before = "0".repeat(40);
    const push = async (commits: number) => {
      for (let number = 1; number <= commits; number++) await commit(folder);
      await git(folder, "push", "--quiet", "origin", "main");
      const after = await git(folder, "rev-parse", "HEAD");
      const payload = await github.pushEvent(repository, { ref: "refs/heads/main", before, after });
      before = after;
      return count("push", payload);
    };
    await push(1); // fills the cache

    const rows: BenchRow[] = [];
    for (const commits of [1, 20]) {
      const value = await push(commits);
      rows.push({ name: `clean push, commits: ${commits}`, baseline, value, unit: "requests", target: 3 });
    }
    for (const commits of [1, 20]) {
      const head = `branch-${commits}`;
      await git(folder, "checkout", "--quiet", "-b", head, "main");
      for (let number = 1; number <= commits; number++) await commit(folder);
      await git(folder, "push", "--quiet", "origin", head);
      const { number } = await github.openPullRequest({ repository, title: "Clean", head });
      const value = await count("pull_request", await github.pullRequestEvent(repository, number));
      rows.push({ name: `clean pull request, commits: ${commits}`, baseline, value, unit: "requests", target: 3 });
    }
    return rows;
  } finally {
    await github.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const silent = () => {};
const log = { debug: silent, info: silent, warn: silent, error: silent };

/** Handles an event as the App does and returns the number of requests. */
function counter(github: GitHubStandIn): (event: string, payload: unknown) => Promise<number> {
  const policies = createPolicyCache();
  const token = github.createToken({ repository, permissions });
  const client = createGitHubClient({ token, apiUrl: github.apiUrl, userAgent: "keyhawk-bench", log });
  const voice = tokenVoice(client, token, null);
  return async (event, payload) => {
    const change = changeFromEvent(event, payload);
    if (change.type === "none") throw new Error(change.reason);
    const before = github.requests.length;
    const commented = mayHaveComment(change, "unknown");
    const examined = await examineChange(client, change, {
      webUrl: github.url,
      comments: { when: commented ? "always" : "when-found", voice },
      loadPolicy: policies.load,
    });
    await publishChange(client, examined, {
      externalId: `${github.requests.length}`,
      attempt: "first",
      voice,
      unknownHead: "report",
      updatedAt: change.type === "pull-request" ? change.updatedAt : null,
      headUse: async () => headUseOf(change, commented ? "read" : "unread"),
    });
    return github.requests.length - before;
  };
}

let written = 0;

async function commit(folder: string): Promise<void> {
  const number = ++written;
  await writeFile(join(folder, `file-${number}.txt`), `${"a line of text\n".repeat(20)}${number}\n`);
  await commitAll(folder, {
    message: `Change ${number}`,
    author: "Ada Okafor <ada@acme.example>",
    date: "2026-11-01T10:00:00Z",
  });
}
