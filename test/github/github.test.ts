import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { Octokit } from "@octokit/core";
import { verify } from "@octokit/webhooks-methods";
import { App } from "octokit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GitHubStandIn, type Permissions, startGitHub } from "./github.ts";
import { createWorkTree, type WorkTree } from "./work-tree.ts";

const everything: Permissions = { contents: "read", pull_requests: "write", checks: "write", issues: "write" };
const repo = { owner: "acme", repo: "shop" };
const fullName = "acme/shop";
const patchType = { accept: "application/vnd.github.patch" };
const secret = "a webhook secret";

let github: GitHubStandIn;
let tree: WorkTree;
let receiver: Server;
const received: { readonly headers: Readonly<Record<string, string>>; readonly body: string }[] = [];

function client(permissions = everything): Octokit {
  return new Octokit({ auth: github.createToken({ repository: fullName, permissions }), baseUrl: github.apiUrl });
}

const statusOf = (error: unknown) => (error as { status?: number }).status;

beforeAll(async () => {
  github = await startGitHub();
  const { cloneUrl } = await github.createRepository(fullName, { private: true });
  tree = await createWorkTree(cloneUrl);
  receiver = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      received.push({ headers: request.headers as Record<string, string>, body });
      response.end("ok");
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  expect(github.violations).toEqual([]);
  receiver.close();
  await tree.remove();
  await github.close();
});

test("pushes and pull requests reach the app as GitHub's own webhooks", async () => {
  const { port } = receiver.address() as AddressInfo;
  const app = github.registerApp({ slug: "keyhawk", webhookUrl: `http://127.0.0.1:${port}/`, webhookSecret: secret });
  const installation = github.install(app, "acme");
  const first = await tree.commit("Start", { "a.py": "a = 1\n" });
  await tree.git("push", "--quiet", "origin", "main");
  await tree.git("switch", "--quiet", "--create", "feature");
  const second = await tree.commit("Add b", { "a.py": "a = 1\nb = 2\n", "b.bin": new Uint8Array([0, 1, 2]) });
  await tree.git("push", "--quiet", "origin", "feature");
  await github.openPullRequest({ repository: fullName, title: "Add b", head: "feature" });
  await tree.git("commit", "--quiet", "--amend", "--message", "Add c");
  const third = await tree.git("rev-parse", "HEAD");
  await tree.git("push", "--quiet", "--force", "origin", "feature");
  await github.editPullRequest(fullName, 1, { title: "Add c" });
  await github.settled();

  expect(github.deliveries.map(({ event, action, status }) => `${event} ${action} ${status}`)).toEqual([
    "installation created 200",
    "push null 200",
    "push null 200",
    "pull_request opened 200",
    "push null 200",
    "pull_request synchronize 200",
    "pull_request edited 200",
  ]);
  const pushes = github.deliveries.filter(({ event }) => event === "push").map(({ payload }) => payload);
  expect(pushes[0]).toMatchObject({
    ref: "refs/heads/main",
    created: true,
    after: first,
    commits: [{ id: first, added: ["a.py"] }],
  });
  expect(pushes[1]).toMatchObject({
    created: true,
    forced: false,
    commits: [{ id: second, added: ["b.bin"], modified: ["a.py"] }],
  });
  expect(pushes[2]).toMatchObject({ created: false, forced: true, before: second, after: third });
  expect(github.deliveries.at(-2)?.payload).toMatchObject({
    before: second,
    after: third,
    pull_request: { commits: 1, head: { sha: third } },
  });
  expect(github.deliveries.at(-1)?.payload).toMatchObject({
    changes: { title: { from: "Add b" } },
    installation: { id: installation },
  });
  for (const { headers, body } of received) {
    expect(await verify(secret, body, headers["x-hub-signature-256"] ?? "")).toBe(true);
    expect(headers["x-github-delivery"]).toMatch(/^[\da-f-]{36}$/);
  }

  const octokit = await new App({
    appId: app.id,
    privateKey: app.privateKey,
    Octokit: Octokit.defaults({ baseUrl: github.apiUrl }),
  }).getInstallationOctokit(installation);
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/compare/{basehead}", {
    ...repo,
    basehead: "main...feature",
    headers: patchType,
  });
  expect(String(data)).toContain("Subject: [PATCH] Add c");
  expect(String(data)).toContain("GIT binary patch");
});

test("payloads have the fields of GitHub's examples", async () => {
  const file = createRequire(import.meta.url).resolve("@octokit/webhooks-examples/api.github.com/index.json");
  const examples = JSON.parse(readFileSync(file, "utf8")) as { name: string; examples: Record<string, unknown>[] }[];
  const ours = {
    push: github.deliveries[1]?.payload,
    pull_request: github.deliveries[5]?.payload,
    installation: github.deliveries[0]?.payload,
  };
  for (const [name, payload] of Object.entries(ours)) {
    const all = examples.find((event) => event.name === name)?.examples ?? [];
    const example = all.find(
      ({ action, installation, commits }) => action === payload?.action && installation && (name !== "push" || commits),
    );
    expect(example, name).toBeDefined();
    expect(missing(example, payload)).toEqual([]);
  }
});

test("cuts diffs where GitHub does", async () => {
  await tree.git("switch", "--quiet", "--create", "many", "main");
  const line = (from: number) => Array.from({ length: 60 }, (_, index) => `line ${from + index}\n`).join("");
  await tree.commit(
    "Many files",
    Object.fromEntries(
      Array.from({ length: 310 }, (_, index) => [`f/${String(index).padStart(3, "0")}.txt`, line(index)]),
    ),
  );
  await tree.git("push", "--quiet", "origin", "many");
  const octokit = client();
  const compare = { ...repo, basehead: "main...many" };
  github.limits.patchLines = 6_000;
  try {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/compare/{basehead}", compare);
    expect(data.files).toHaveLength(300);
    const bare = data.files?.filter(({ patch }) => patch === undefined) ?? [];
    expect(bare.length).toBeGreaterThan(190);
    expect(bare.every(({ changes, status }) => changes === 0 && status === "added")).toBe(true);
    const page = await octokit.request("GET /repos/{owner}/{repo}/commits/{ref}", { ...repo, ref: "many", page: 2 });
    expect(page.data.files).toHaveLength(10);
    expect(page.headers.link).toContain('rel="prev"');
    github.limits.diffLines = 10_000;
    const refused = octokit.request("GET /repos/{owner}/{repo}/compare/{basehead}", { ...compare, headers: patchType });
    expect(statusOf(await refused.catch((error) => error))).toBe(406);
  } finally {
    github.limits.patchLines = 20_000;
    github.limits.diffLines = 20_000;
  }
});

test("publishes what GitHub takes and refuses the rest", async () => {
  const octokit = client();
  const review = (line: number) =>
    octokit.request("POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
      ...repo,
      pull_number: 1,
      event: "COMMENT",
      comments: [{ path: "a.py", line, side: "RIGHT", body: "Better:\n```suggestion\nb = 3\n```" }],
    });
  await review(2);
  expect(statusOf(await review(9).catch((error) => error))).toBe(422);
  const comment = (body: string) =>
    octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { ...repo, issue_number: 1, body });
  await comment("<!-- hidden --><script>alert(1)</script>\n\n| a | b |\n|---|---|\n| 1 | 2 |");
  expect(statusOf(await comment("x".repeat(65_537)).catch((error) => error))).toBe(422);
  const check = (count: number, conclusion: "failure" | "success") =>
    octokit.request("POST /repos/{owner}/{repo}/check-runs", {
      ...repo,
      name: "Keyhawk",
      head_sha: String(github.deliveries[4]?.payload.after),
      conclusion,
      output: {
        title: "Found",
        summary: "Found",
        annotations: Array.from({ length: count }, () => ({
          path: "a.py",
          start_line: 1,
          end_line: 1,
          annotation_level: "failure" as const,
          message: "Here",
        })),
      },
    });
  await check(50, "failure");
  expect(statusOf(await check(51, "failure").catch((error) => error))).toBe(422);
  await check(0, "success");
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    ...repo,
    ref: String(github.deliveries[4]?.payload.after),
  });
  expect(data.check_runs.map(({ conclusion }) => conclusion)).toEqual(["success"]);

  const html = await (await fetch(`${github.url}/${fullName}/pull/1`)).text();
  expect(html).toContain("<table>");
  expect(html).toContain('<b class="success">');
  expect(html).toContain('<tr class="removed"><td class="sign">-</td><td class="line">b = 2</td></tr>');
  expect(html).not.toMatch(/<!-- hidden|<script/);
});

test("guards as GitHub does", async () => {
  const blob = await tree.git("rev-parse", "main:a.py");
  const get = { ...repo, file_sha: blob };
  const read = (octokit: Octokit) => octokit.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", get);
  const refusal = (octokit: Octokit) => read(octokit).then(() => null, statusOf);
  expect(await refusal(new Octokit({ baseUrl: github.apiUrl }))).toBe(404);
  expect(await refusal(new Octokit({ baseUrl: github.apiUrl, auth: "wrong" }))).toBe(401);
  const weak = client({ checks: "write" });
  const error = await read(weak).catch((problem) => problem);
  expect(error).toMatchObject({
    status: 403,
    response: { headers: { "x-accepted-github-permissions": "contents=read" } },
  });

  const octokit = client();
  const { headers, data } = await read(octokit);
  expect(Buffer.from(data.content, "base64").toString()).toBe("a = 1\n");
  expect(headers["x-ratelimit-remaining"]).toBe("4999");
  const again = octokit.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
    ...get,
    headers: { "if-none-match": headers.etag },
  });
  expect(statusOf(await again.catch((problem) => problem))).toBe(304);
  github.addFault({
    path: /\/git\/blobs\//,
    status: 403,
    headers: { "retry-after": "1" },
    body: { message: "You have exceeded a secondary rate limit." },
  });
  expect(await refusal(octokit)).toBe(403);
  expect((await read(octokit)).headers["x-ratelimit-remaining"]).toBe("4998");
});

/** Paths of the fields that an example has and a payload has not; of lists the first entry counts. */
function missing(example: unknown, payload: unknown, path = ""): string[] {
  if (Array.isArray(example))
    return Array.isArray(payload) && payload.length > 0 && example.length > 0
      ? missing(example[0], payload[0], `${path}[]`)
      : [];
  if (example === null || typeof example !== "object" || payload === null) return [];
  if (payload === undefined || typeof payload !== "object") return [path];
  // What an app may do differs from app to app.
  if (path.endsWith(".permissions")) return [];
  return Object.entries(example).flatMap(([name, value]) =>
    name in payload
      ? missing(value, (payload as Record<string, unknown>)[name], `${path}.${name}`)
      : [`${path}.${name}`],
  );
}
