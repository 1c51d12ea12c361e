import { Octokit } from "@octokit/core";
import { type ExaminedChange, type ExamineOptions, examineChange, mayHaveComment } from "../../src/change/examine.ts";
import { headUseOf, type Published, type PublishOptions, publishChange } from "../../src/change/publish.ts";
import { type ScannedChange, scanChange } from "../../src/change/scan.ts";
import { withSuggestions } from "../../src/change/suggest.ts";
import type { PullRequestChange, PushChange } from "../../src/github/change.ts";
import { githubFetch } from "../../src/github/client/checked-fetch.ts";
import type { GitHubClient } from "../../src/github/client/client.ts";
import type { Voice } from "../../src/github/publish/voice.ts";
import { directNetwork } from "../../src/http/network.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { type GitHubStandIn, startGitHub } from "../github/github.ts";
import { type Commit, fastImport, git } from "./repository.ts";

export const zeros = "0".repeat(40);
const everything = {
  contents: "read",
  metadata: "read",
  pull_requests: "write",
  issues: "write",
  checks: "write",
} as const;

/** One repository on a stand-in of its own, and a client with the App's permissions. */
export interface World {
  readonly github: GitHubStandIn;
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
  readonly fullName: string;
  readonly gitDir: string;
  commit(branch: string, commits: readonly Commit[], from?: string): string[];
  push(change: Partial<PushChange> & Pick<PushChange, "before" | "after">): PushChange;
  pull(options: { head: string; title?: string; body?: string }): Promise<PullRequestChange>;
  /** The pull request as it is after another push. */
  again(pull: PullRequestChange, change?: Partial<PullRequestChange>): PullRequestChange;
  scan(change: PushChange | PullRequestChange): Promise<ScannedChange>;
  /** Examines and publishes a change, as the workflow step does it. */
  handle(change: PushChange | PullRequestChange, options?: Partial<HandleOptions>): Promise<HandledChange>;
  /** Routes asked for since the last call. */
  requests(): string[];
}

export interface HandleOptions extends ExamineOptions, PublishOptions {
  /** What a database knows of a comment; a workflow step has none. */
  readonly commented: "yes" | "no" | "unknown";
}

export interface HandledChange extends ExaminedChange {
  readonly published: Published;
}

/** A workflow's own token, and no secret. */
export const workflowVoice: Voice = {
  writer: async () => ({ type: "account", login: "github-actions[bot]" }),
  secret: null,
};

/** Commits are written into the repository behind GitHub's back, so what it knows of a head is older than the event. */
const newest = "2999-01-01T00:00:00Z";

/** Both stages, with the options of a workflow step's first attempt where none are given. */
export async function handleChange(
  client: GitHubClient,
  change: PushChange | PullRequestChange,
  options: Partial<HandleOptions> & Pick<HandleOptions, "webUrl">,
): Promise<HandledChange> {
  const { attempt = "first", commented = attempt === "further" ? "yes" : "unknown" } = options;
  const looks = mayHaveComment(change, commented);
  const voice = options.voice ?? workflowVoice;
  const comments = { when: looks ? "always" : "when-found", voice } as const;
  const reading = { comments, ...options } as const;
  const examined = await examineChange(client, change, reading);
  const publishing = {
    externalId: "job-1",
    attempt,
    unknownHead: "report",
    updatedAt: newest,
    ...options,
    voice,
  } as const;
  const headUse = options.headUse ?? (async () => headUseOf(change, looks ? "read" : "unread"));
  const { change: suggested } = await withSuggestions(client, examined);
  const published = await publishChange(client, suggested, { ...publishing, headUse });
  if (published.outage !== null) throw published.outage;
  return { ...suggested, published };
}

/** A client without waiting: no throttling, no retries. */
export function plainClient(github: GitHubStandIn, token: string): GitHubClient {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const fetch = githubFetch(directNetwork, silent);
  return new Octokit({ auth: token, baseUrl: github.apiUrl, log: silent, request: { fetch } });
}

let count = 0;

/** A fresh repository with one commit on `main`. */
export async function createWorld(github: GitHubStandIn, owner = "acme"): Promise<World> {
  const repo = `shop-${++count}`;
  const fullName = `${owner}/${repo}`;
  const { gitDir } = await github.createRepository(fullName);
  const token = github.createToken({ repository: fullName, permissions: everything });
  const client = plainClient(github, token);
  fastImport(gitDir, "refs/heads/main", [
    { message: "Start", files: { "README.md": "# Shop\n", "app.py": "import os\n\nx = 1\n" } },
  ]);
  let seen = github.requests.length;
  const id = (name: string) => git(gitDir, "rev-parse", name);
  const commits = (base: string, head: string) => Number(git(gitDir, "rev-list", "--count", `${base}..${head}`));
  return {
    github,
    client,
    owner,
    repo,
    fullName,
    gitDir,
    commit: (branch, list, from) => fastImport(gitDir, `refs/heads/${branch}`, list, from),
    push: (change) => {
      const created = change.before === zeros;
      const range = created ? change.after : `${change.before}..${change.after}`;
      return {
        type: "push",
        author: "ann",
        owner,
        repo,
        defaultBranch: "main",
        ref: "refs/heads/main",
        created,
        forced: false,
        headCommit: change.after,
        ...change,
        commits:
          change.commits ?? git(gitDir, "rev-list", "--reverse", "--topo-order", range).split("\n").filter(Boolean),
      };
    },
    pull: async ({ head, title = "A change", body = "" }) => {
      const { number } = await github.openPullRequest({ repository: fullName, title, body, head });
      return {
        type: "pull-request",
        owner,
        repo,
        number,
        title,
        body,
        baseRef: "main",
        baseSha: id("main"),
        headRef: head,
        headSha: id(head),
        commits: commits("main", head),
        updatedAt: "2026-11-24T02:00:00Z",
        comments: 0,
        author: "ann",
        fork: false,
        headOwner: owner,
        opened: true,
      };
    },
    again: (pull, change = {}) => ({
      ...pull,
      headSha: id(pull.headRef),
      commits: commits("main", pull.headRef),
      comments: 1,
      opened: false,
      ...change,
    }),
    scan: (change) => scanChange(client, change, { policy: defaultPolicy, webUrl: github.url, previous: [] }),
    handle: (change, options = {}) => handleChange(client, change, { webUrl: github.url, ...options }),
    requests: () => {
      const routes = github.requests.slice(seen).map(({ method, path, route }) => `${method} ${route ?? path}`);
      seen = github.requests.length;
      return routes;
    },
  };
}

export { startGitHub };
