import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfiguration } from "../../src/app/configuration.ts";
import { type RunningApp, startApp } from "../../src/app/start-app.ts";
import { textFromEvent } from "../../src/github/text/text-from-event.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { incidentOf } from "./incident-of.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";

let world: AppWorld;
let openai: OpenAIStandIn;
let app: RunningApp;
let environment: Record<string, string>;
beforeAll(async () => {
  [world, openai] = await Promise.all([createAppWorld(repository, await serverDatabase()), startOpenAI()]);
  environment = world.environment({
    LOG_LEVEL: "fatal",
    KEYHAWK_REVOKE: "proven",
    OPENAI_ADMIN_KEY: openai.adminKey,
    OPENAI_BASE_URL: openai.baseURL,
    KEYHAWK_HOOK_URL: "",
    KEYHAWK_HOOK_SECRET: "",
  });
  app = await startApp(readConfiguration(environment), { retry: { limit: 5, delay: 1, maximum: 1 } });
  world.connect(app.url);
});
afterAll(async () => {
  await app.stop();
  expect(world.github.violations).toEqual([]);
  await Promise.all([world.close(), openai.close()]);
});

const notices = (number: number) =>
  world.github
    .comments(repository, number)
    .filter(({ user }) => user.login === "keyhawk[bot]")
    .map(({ body }) => body);
const noticed = (number: number, count: number) =>
  until(`${count} notices on #${number}`, () => (notices(number).length === count ? notices(number) : null));
const dead = (raw: string) => until("the key's end", () => (openai.isAlive(raw) ? null : true));

test("a key in an issue or a comment is revoked, and its author is told once, without the key", async () => {
  const [raw, second] = [makeKey("openai-project-key", "text:issue"), makeKey("openai-project-key", "text:comment")];
  openai.addKey(raw);
  openai.addKey(second);
  const number = world.github.openIssue(repository, { login: "eve", title: "It fails", body: `I use ${raw}.` });
  await dead(raw);
  const [notice] = await noticed(number, 1);
  expect(notice).toContain(`@eve [This text](${world.github.url}/${repository}/issues/${number}) shows an OpenAI key.`);
  expect(notice).not.toContain(raw.slice(-4));
  const id = world.github.addComment(repository, number, { login: "tim", body: `Try ${second}` });
  await dead(second);
  await noticed(number, 2);
  expect((await incidentOf(environment, second))?.places).toMatchObject([
    { type: "issue-comment", path: `issues/${number}#issuecomment-${id}`, author: "tim" },
  ]);
  // The same text again: nobody is told twice.
  const delivery = world.github.deliveries.findLast(({ event }) => event === "issues");
  world.github.announceEvent(repository, "issues", { ...delivery?.payload, action: "edited" });
  world.github.addComment(repository, number, { login: "tim", body: "It works, thank you." });
  await world.github.settled();
  await until("an idle queue", async () => {
    const { queue } = (await (await fetch(`${app.url}/healthz`)).json()) as { queue: number };
    return queue === 0 ? true : null;
  });
  expect(notices(number)).toHaveLength(2);
});

test("where the organisation says so, the key is replaced in the text", async () => {
  const { cloneUrl } = await world.github.createRepository("acme/.github", { private: true });
  await world.pushTo(cloneUrl, { ".github/keyhawk.yml": "redact: true\n" });
  const raw = makeKey("openai-project-key", "text:redact");
  const body = `Before ${raw} after`;
  const number = world.github.openIssue(repository, { login: "eve", title: `With ${raw}`, body });
  const [notice] = await noticed(number, 1);
  expect(notice).toContain("Keyhawk replaced it by its masked form.");
  const masked = `sk-proj-…${raw.slice(-4)}`;
  expect(world.github.issue(repository, number)).toMatchObject({
    title: `With ${masked}`,
    body: `Before ${masked} after`,
  });
  world.github.rules.othersComments = "editable";
  world.github.addComment(repository, number, { login: "tim", body });
  await noticed(number, 2);
  const texts = world.github.comments(repository, number).map((comment) => comment.body);
  expect(texts).toContain(`Before ${masked} after`);
  expect(texts.join()).not.toContain(raw);
  // GitHub may refuse an App to edit other people's comments.
  world.github.rules.othersComments = "locked";
  world.github.addComment(repository, number, { login: "tim", body });
  const [, , last] = await noticed(number, 3);
  expect(last).toContain("Then remove it from the text.");
});

test("the author of a comment on a commit, or of a release, is told on the commit", async () => {
  const raw = makeKey("openai-project-key", "text:commit");
  const sha = await world.push("main", { "a.txt": "a\n" });
  const html_url = `${world.github.url}/${repository}/commit/${sha}#commitcomment-7`;
  world.github.announceEvent(repository, "commit_comment", {
    action: "created",
    comment: { id: 7, body: raw, html_url, commit_id: sha, user: { login: "eve" } },
    sender: { login: "eve" },
  });
  const comments = () => world.github.commitComments(repository);
  await until("a notice on the commit", () => (comments().length === 1 ? true : null));
  expect(comments()[0]?.body).toContain(`@eve [This text](${html_url}) shows an OpenAI key.`);
});

test("texts are read from GitHub's own example payloads", () => {
  const file = createRequire(import.meta.url).resolve("@octokit/webhooks-examples/api.github.com/index.json");
  const all = JSON.parse(readFileSync(file, "utf8")) as { name: string; examples: { action: string }[] }[];
  const read = (name: string, action: string) => {
    const example = all.find((event) => event.name === name)?.examples.find((each) => each.action === action);
    return textFromEvent(name, example);
  };
  for (const [name, action, kind, conversation] of [
    ["issues", "opened", "issue", "issue"],
    ["issues", "edited", "issue", "issue"],
    ["issue_comment", "created", "issue-comment", "issue"],
    ["issue_comment", "edited", "issue-comment", "issue"],
    ["pull_request_review", "submitted", "review", "issue"],
    ["pull_request_review_comment", "created", "review-comment", "issue"],
    ["pull_request_review_comment", "edited", "review-comment", "issue"],
    ["commit_comment", "created", "commit-comment", "commit"],
    ["release", "created", "release", "commit"],
    ["release", "edited", "release", "commit"],
  ] as const) {
    expect(read(name, action), `${name} ${action}`).toMatchObject({ kind, conversation: { type: conversation } });
  }
  expect(read("issues", "labeled")).toBeNull();
  expect(read("issue_comment", "deleted")).toBeNull();
});
