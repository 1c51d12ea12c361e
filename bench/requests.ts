import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitAll, git } from "../demo/git.ts";
import { changeFromEvent } from "../src/github/change-from-event.ts";
import { createGitHubClient } from "../src/github/create-client.ts";
import { createPolicyCache } from "../src/github/policy-cache.ts";
import { handleChange } from "../src/handle-change.ts";
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
    const app = github.registerApp({ slug: "keyhawk", webhookUrl: null, webhookSecret: "bench" });
    github.install(app, "acme");
    await git(folder, "init", "--quiet", "--initial-branch=main");
    await git(folder, "remote", "add", "origin", cloneUrl);
    await commit(folder, 0);
    await git(folder, "push", "--quiet", "origin", "main");

    const rows: BenchRow[] = [];
    const count = counter(github);
    await count(); // fills the cache
    for (const commits of [1, 20]) {
      for (let number = 1; number <= commits; number++) await commit(folder, commits * 100 + number);
      await git(folder, "push", "--quiet", "origin", "main");
      const value = await count();
      rows.push({ name: `clean push, commits: ${commits}`, baseline, value, unit: "requests", target: 3 });
    }
    for (const commits of [1, 20]) {
      const head = `branch-${commits}`;
      await git(folder, "checkout", "--quiet", "-b", head, "main");
      for (let number = 1; number <= commits; number++) await commit(folder, commits * 1_000 + number);
      await git(folder, "push", "--quiet", "origin", head);
      await github.openPullRequest({ repository, title: "Clean", head });
      const value = await count();
      rows.push({ name: `clean pull request, commits: ${commits}`, baseline, value, unit: "requests", target: 3 });
    }
    return rows;
  } finally {
    await github.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Handles the newest event as the App does and says how many requests that took. */
function counter(github: GitHubStandIn): () => Promise<number> {
  const policies = createPolicyCache();
  const token = github.createToken({ repository, permissions });
  const client = createGitHubClient({ token, apiUrl: github.apiUrl });
  return async () => {
    const event = github.deliveries.findLast(({ event: name }) => name === "push" || name === "pull_request");
    if (event === undefined) throw new Error("GitHub sent no event.");
    const change = changeFromEvent(event.event, event.payload);
    if (change.type === "none") throw new Error(change.reason);
    const before = github.requests.length;
    await handleChange(client, change, {
      webUrl: github.url,
      externalId: event.id,
      retried: false,
      responses: new Map(),
      policies,
    });
    return github.requests.length - before;
  };
}

async function commit(folder: string, number: number): Promise<void> {
  await writeFile(join(folder, `file-${number}.txt`), `${"a line of text\n".repeat(20)}${number}\n`);
  await commitAll(folder, {
    message: `Change ${number}`,
    author: "Ada Okafor <ada@acme.example>",
    date: "2026-11-01T10:00:00Z",
  });
}
