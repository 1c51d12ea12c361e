import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningApp } from "../../src/app/start-app.ts";
import { textFromEvent } from "../../src/github/text/text-from-event.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { idle } from "./idle.ts";
import { incidentOf } from "./incident-of.ts";
import { runApp } from "./running-app.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";

let world: AppWorld;
let openai: OpenAIStandIn;
let app: RunningApp;
let environment: Record<string, string>;
beforeAll(async () => {
  const more = {
    // Releases and comments on commits are edited with the permission to write contents.
    permissions: { contents: "write", secret_scanning_alerts: "write" },
    events: ["secret_scanning_alert"],
  } as const;
  [world, openai] = await Promise.all([createAppWorld(repository, await serverDatabase(), more), startOpenAI()]);
  environment = world.environment({
    KEYHAWK_REVOKE: "proven",
    OPENAI_ADMIN_KEY: openai.adminKey,
    OPENAI_BASE_URL: openai.baseURL,
    KEYHAWK_HOOK_URL: "",
    KEYHAWK_HOOK_SECRET: "",
  });
  app = await runApp(environment);
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
const answersIn = (number: number) =>
  world.github
    .discussion(repository, number)
    .comments.filter(({ login }) => login === "keyhawk[bot]")
    .map(({ body }) => body);
const answeredIn = (number: number, count: number) =>
  until(`${count} notices in #${number}`, () => (answersIn(number).length === count ? answersIn(number) : null));
const key = (seed: string) => makeKey("openai-project-key", seed);
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
  await idle(app.url);
  expect(notices(number)).toHaveLength(2);
});

test("the author of a text on a commit, or of a release, is told on the commit", async () => {
  const sha = await world.push("main", { "a.txt": "a\n" });
  const comment = world.github.commentOnCommit(repository, sha, { login: "eve", body: key("text:commit") });
  world.github.publishRelease(repository, { login: "tim", tag: "main", name: "One", body: key("text:release") });
  const own = () =>
    world.github.commitComments(repository).flatMap(({ user, body }) => (user.type === "Bot" ? [body] : []));
  await until("two notices on the commit", () => (own().length === 2 ? true : null));
  const page = `${world.github.url}/${repository}`;
  expect(own().join()).toContain(`@eve [This text](${page}/commit/${sha}#commitcomment-${comment.id}) shows an OpenAI`);
  expect(own().join()).toContain(`@tim [This text](${page}/releases/tag/main) shows an OpenAI key.`);
});

test("the author of a discussion, or of a comment in one, is told in it", async () => {
  const raw = makeKey("openai-project-key", "text:discussion");
  openai.addKey(raw);
  const started = { login: "eve", title: `What is ${raw}?`, body: "I found it." };
  const number = world.github.openDiscussion(repository, started);
  await dead(raw);
  const [notice] = await answeredIn(number, 1);
  const page = `${world.github.url}/${repository}/discussions/${number}`;
  expect(notice).toContain(`@eve [This text](${page}) shows an OpenAI key.`);
  const id = world.github.addDiscussionComment(repository, number, { login: "tim", body: key("text:reply") });
  const [, second] = await answeredIn(number, 2);
  expect(second).toContain(`@tim [This text](${page}#discussioncomment-${id}) shows an OpenAI key.`);
});

test("a key that is written into a wiki is revoked and its author told in an issue, but an older one is left alone", async () => {
  const [older, raw] = [key("wiki:older"), key("wiki:new")];
  for (const each of [older, raw]) openai.addKey(each);
  const wiki = await world.github.createWiki(repository);
  await world.pushTo(wiki, { "Old.md": `Use ${older}\n` });
  const commit = await world.pushTo(wiki, { "Home.md": `Use ${raw}\n` }, "edited");
  world.github.announceWikiPage(repository, { login: "eve", name: "Home", commit });
  await dead(raw);
  const issue = await until("an issue", () => world.github.issues(repository).find(({ title }) => /wiki/.test(title)));
  const [notice] = await noticed(issue.number, 1);
  const page = `${world.github.url}/${repository}/wiki/Home`;
  expect(notice).toContain(`@eve What you wrote in [the wiki](${page}) shows an OpenAI key.`);
  expect((await incidentOf(environment, raw))?.places).toMatchObject([
    { repository: `${repository}.wiki`, path: "Home.md", commit },
  ]);
  expect([openai.isAlive(older), await incidentOf(environment, older)]).toEqual([true, undefined]);
});

describe("where the organisation says so", () => {
  const raw = makeKey("openai-project-key", "text:redact");
  const masked = `sk-proj-…${raw.slice(-4)}`;
  const observing = "modes:\n  - { repository: watched, mode: observe }\n";
  const [body, redacted] = [`Before ${raw} after`, `Before ${masked} after`];

  beforeAll(async () => {
    const { cloneUrl } = await world.github.createRepository("acme/.github", { private: true });
    await world.pushTo(cloneUrl, { ".github/keyhawk.yml": `redact: true\n${observing}` });
  });
  beforeEach(() => {
    world.github.rules.othersComments = "editable";
  });

  test("the key is replaced in issues and comments", async () => {
    const number = world.github.openIssue(repository, { login: "eve", title: `With ${raw}`, body });
    const [notice] = await noticed(number, 1);
    expect(notice).toContain("Keyhawk replaced it by its masked form.");
    expect(world.github.issue(repository, number)).toMatchObject({ title: `With ${masked}`, body: redacted });
    world.github.addComment(repository, number, { login: "tim", body });
    await noticed(number, 2);
    const texts = world.github.comments(repository, number).map((comment) => comment.body);
    expect(texts).toContain(redacted);
    expect(texts.join()).not.toContain(raw);
    // GitHub may refuse an App to edit other people's comments.
    world.github.rules.othersComments = "locked";
    world.github.addComment(repository, number, { login: "tim", body });
    const [, , last] = await noticed(number, 3);
    expect(last).toContain("Then remove it from the text.");
  });

  test("the key is replaced in reviews", async () => {
    await world.push("reviewed", { "b.txt": "b\n" });
    const { number } = await world.github.openPullRequest({ repository, title: "Reviewed", head: "reviewed" });
    const review = world.github.submitReview(repository, number, { login: "eve", body });
    expect((await noticed(number, 1))[0]).toContain("Keyhawk replaced it by its masked form.");
    expect(review.body).toBe(redacted);
    world.github.rules.othersComments = "locked";
    const locked = world.github.submitReview(repository, number, { login: "eve", body });
    expect((await noticed(number, 2))[1]).toContain("Then remove it from the text.");
    expect(locked.body).toBe(body);
  });

  test("the key is replaced in comments on commits and in releases, but not in the name of a tag", async () => {
    const sha = await world.push("main", { "c.txt": "c\n" });
    const comment = world.github.commentOnCommit(repository, sha, { login: "eve", body });
    await until("the comment without the key", () => (comment.body === redacted ? true : null));
    const release = world.github.publishRelease(repository, { login: "eve", tag: raw, name: raw, body });
    await until("the release without the key", () => (release.body === redacted ? true : null));
    expect(release).toMatchObject({ name: masked, tag: raw });
  });

  test("the key is replaced in discussions and their comments", async () => {
    const number = world.github.openDiscussion(repository, { login: "eve", title: `With ${raw}`, body });
    expect((await answeredIn(number, 1))[0]).toContain("Keyhawk replaced it by its masked form.");
    world.github.addDiscussionComment(repository, number, { login: "tim", body });
    await answeredIn(number, 2);
    const { title, body: text, comments } = world.github.discussion(repository, number);
    expect([title, text]).toEqual([`With ${masked}`, redacted]);
    expect(comments.map((written) => written.body)).toContain(redacted);
    expect(JSON.stringify(comments)).not.toContain(raw);
  });
});

test("GitHub's alert about a key opens an incident with its places, and revokes nothing", async () => {
  const raw = key("alert:old");
  openai.addKey(raw);
  const commit = await world.push("main", { "old.txt": "old\n" });
  const place = { path: "config/old.env", line: 7, commit };
  const alert = world.github.raiseAlert(repository, { type: "openai_api_key", secret: raw, place });
  world.github.raiseAlert(repository, { type: "aws_access_key_id", secret: "AKIA", place });
  const incident = await until("the incident", () => incidentOf(environment, raw));
  expect(incident.places).toMatchObject([{ repository, path: "config/old.env", line: 7, commit }]);
  expect(incident.state).toBe("open");
  expect(JSON.stringify(incident)).not.toContain(raw);
  expect([openai.isAlive(raw), alert.state]).toEqual([true, "open"]);
});

test("GitHub's alerts about a key are resolved when it is dead, also those that GitHub raises later, but not where Keyhawk only observes", async () => {
  const raw = key("alert:dead");
  openai.addKey(raw);
  const before = world.github.raiseAlert(repository, { type: "openai_api_key", secret: raw, place: null }, "silent");
  const other = { type: "openai_api_key", secret: key("alert:other"), place: null };
  const others = world.github.raiseAlert(repository, other, "silent");
  world.github.openIssue(repository, { login: "eve", title: "It fails", body: `I use ${raw}.` });
  await dead(raw);
  const resolved = { state: "resolved", resolution: "revoked", validity: "inactive" };
  await until("the resolved alert", () => (before.state === "resolved" ? true : null));
  expect(before).toMatchObject(resolved);
  expect(before.comment).toMatch(/^Keyhawk: OpenAI does not accept this key since \S+ \(revoked\)\.$/);
  const after = world.github.raiseAlert(repository, { type: "openai_api_key", secret: raw, place: null });
  await until("the later alert", () => (after.state === "resolved" ? true : null));
  expect(after).toMatchObject(resolved);
  expect(others.state).toBe("open");
  await world.github.createRepository("acme/watched", { private: true });
  const watched = world.github.raiseAlert("acme/watched", { type: "openai_api_key", secret: raw, place: null });
  await world.github.settled();
  await idle(app.url);
  expect(watched.state).toBe("open");
  const { log } = (await incidentOf(environment, raw)) ?? {};
  expect(log?.filter(({ event }) => event === "alert-resolved").map(({ detail }) => detail)).toEqual(
    [before, after].map(({ number }) => `GitHub's secret scanning alert ${number} of ${repository}`),
  );
});

test("where the App may not read alerts, an alert is one line in the log and no work that is tried again", async () => {
  const route = "GET /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}";
  const end = world.github.addFault({ route, status: 403 });
  const raw = key("alert:forbidden");
  world.github.raiseAlert(repository, { type: "openai_api_key", secret: raw, place: null });
  await world.github.settled();
  await idle(app.url);
  end();
  expect(await incidentOf(environment, raw)).toBeUndefined();
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
    ["discussion", "created", "discussion", "discussion"],
    ["discussion", "edited", "discussion", "discussion"],
    ["discussion_comment", "created", "discussion-comment", "discussion"],
    ["discussion_comment", "edited", "discussion-comment", "discussion"],
  ] as const) {
    expect(read(name, action), `${name} ${action}`).toMatchObject({ kind, conversation: { type: conversation } });
  }
  expect(read("issues", "labeled")).toBeNull();
  expect(read("issue_comment", "deleted")).toBeNull();
  expect(read("discussion", "answered")).toBeNull();
});
