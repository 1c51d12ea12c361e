import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, test } from "vitest";
import { statusText } from "../../src/app/commands/answers.ts";
import { parseCommand, selectKeys } from "../../src/app/commands/command.ts";
import { commandFromEvent } from "../../src/app/commands/command-event.ts";
import type { RunningApp } from "../../src/app/start-app.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { incidentOf } from "./incident-of.ts";
import { runApp } from "./running-app.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";

/** An example payload of GitHub's. */
interface Example {
  readonly action: string;
  readonly issue: object;
  readonly comment: object;
  readonly check_run: object;
}

let world: AppWorld;
let openai: OpenAIStandIn;
let app: RunningApp;
let environment: Record<string, string>;
beforeAll(async () => {
  // GitHub lets an App resolve review threads that may write contents.
  const more = { permissions: { contents: "write" } } as const;
  [world, openai] = await Promise.all([createAppWorld(repository, await serverDatabase(), more), startOpenAI()]);
  environment = world.environment({
    OPENAI_ADMIN_KEY: openai.adminKey,
    OPENAI_BASE_URL: openai.baseURL,
    KEYHAWK_HOOK_URL: "",
    KEYHAWK_HOOK_SECRET: "",
  });
  app = await runApp(environment);
  world.connect(app.url);
  for (const [login, role] of [
    ["ada", "maintain"],
    ["bob", "write"],
    ["tim", "write"],
  ] as const) {
    world.github.addCollaborator(repository, login, role);
  }
});
afterAll(async () => {
  await app.stop();
  expect(world.github.violations).toEqual([]);
  await Promise.all([world.close(), openai.close()]);
});

const bodies = (number: number) => world.github.comments(repository, number).map(({ body }) => body);
const shows = (number: number, text: string | RegExp) =>
  until(`${text} in #${number}`, () => (bodies(number)[0]?.match(text) ? true : null));
const answers = (number: number) => bodies(number).filter((body) => body.startsWith("<!-- keyhawk:answer"));
const answered = (number: number, text: string) =>
  until(`an answer with: ${text}`, () => answers(number).find((body) => body.includes(text)) ?? null);

/** Opens a pull request that leaks keys, each in a file of its own, and waits for Keyhawk's comment. */
async function leak(branch: string, ...raw: readonly string[]): Promise<{ number: number; headSha: string }> {
  const files = raw.map((key, index) => [`${branch}-${index}.env`, `OPENAI_API_KEY=${key}\n`]);
  await world.push(branch, Object.fromEntries(files));
  const pull = await world.github.openPullRequest({ repository, title: "A change", head: branch });
  await shows(pull.number, "leaked in this pull request");
  return pull;
}

/** Writes a comment; resolves to a function that waits for a reaction to it. */
function say(number: number, login: string, body: string) {
  const id = world.github.addComment(repository, number, { login, body });
  return {
    id,
    reacted: (content: string) =>
      until(`the reaction ${content} to: ${body}`, () =>
        world.github.reactions(id).includes(`keyhawk[bot] ${content}`) ? true : null,
      ),
  };
}

/** Waits until the review threads of a pull request are in these states. */
const threadsOf = (number: number, wanted: readonly { readonly body: string; readonly isResolved: boolean }[]) =>
  until(`threads in #${number}: ${JSON.stringify(wanted)}`, () => {
    const threads = world.github.reviewThreads(repository, number);
    const fits = wanted.every(({ body, isResolved }) =>
      threads.some((thread) => thread.body.includes(body) && thread.isResolved === isResolved),
    );
    return fits && threads.length === wanted.length ? true : null;
  });

const check = (sha: string, name = "Keyhawk") =>
  world.github.checkRuns(repository, sha).findLast((run) => run.name === name);

test("a maintainer has a key revoked by a comment, which is in the log and happens once", async () => {
  const raw = makeKey("openai-project-key", "commands:revoke");
  openai.addKey(raw);
  const { number } = await leak("revoke", raw);
  expect(openai.isAlive(raw)).toBe(true);
  // The order arrives while the change, read anew for it, is being published.
  world.github.addFault({ method: "PATCH", path: /check-runs/, delayMs: 200 });
  const order = say(number, "ada", "/keyhawk revoke\n\nIt is in production.");
  await order.reacted("eyes");
  await shows(number, /Keyhawk deleted it at OpenAI/);
  await order.reacted("+1");
  expect(openai.isAlive(raw)).toBe(false);
  await threadsOf(number, [{ body: "It is revoked already", isResolved: true }]);
  await world.github.settled();
  const delivery = world.github.deliveries.findLast(({ payload }) => {
    return (payload.comment as { id?: number } | undefined)?.id === order.id;
  });
  world.github.redeliver(delivery?.id ?? 0);
  await say(number, "ada", "/keyhawk rescan").reacted("+1");
  const { state, log } = (await incidentOf(environment, raw)) ?? {};
  expect(state).toBe("revoked");
  expect(log?.filter(({ event }) => event === "ordered")).toMatchObject([
    { actor: "ada", detail: `revoke, in a comment on ${repository}#${number}` },
    { actor: "ada", detail: `rescan, in a comment on ${repository}#${number}` },
  ]);
  expect(answers(number)).toEqual([]);
});

test("`revoke` is for maintainers and the organisation's teams, and a refusal is answered once", async () => {
  const [raw, other] = [makeKey("openai-project-key", "commands:who"), makeKey("openai-project-key", "commands:other")];
  openai.addKey(raw);
  openai.addKey(other);
  const { number } = await leak("who", raw, other);
  say(number, "eve", "/keyhawk dismiss It is mine");
  await answered(number, "@eve Keyhawk takes commands from people who can write");
  say(number, "eve", "/keyhawk status");
  say(number, "helper[bot]", "/keyhawk dismiss A bot says so");
  say(number, "bob", "/keyhawk revoke");
  await answered(number, "@bob `revoke` is for maintainers and admins");

  const { cloneUrl } = await world.github.createRepository("acme/.github", { private: true });
  const rules = "revoke:\n  - { kind: openai-user-key, mode: off }\n";
  await world.pushTo(cloneUrl, { ".github/keyhawk.yml": `revoke-teams: [security]\n${rules}` });
  world.github.setTeam("acme", "security", ["tim"]);
  await say(number, "tim", `/keyhawk revoke ${raw.slice(-4)} in 15m`).reacted("+1");
  await shows(number, /It expires at/);
  expect([openai.isAlive(raw), openai.isAlive(other)]).toEqual([true, true]);
  // Whoever pastes the key itself names it, too.
  await say(number, "tim", `/keyhawk revoke ${other} now`).reacted("+1");
  await until("the other key's end", () => (openai.isAlive(other) ? null : true));
  expect(openai.isAlive(raw)).toBe(true);
  // A comment with the key itself is a text with a key, which has an answer of its own.
  expect(answers(number).filter((body) => !body.includes("shows an OpenAI key"))).toHaveLength(2);
  expect(JSON.stringify(await incidentOf(environment, other))).not.toContain(other);
});

test("`status` in a public repository does not say that a key expires, or why it is left to a person", () => {
  const at = "2026-11-25T10:00:00Z";
  const incident = { id: "1", fingerprint: "3f2a91c0", masked: "sk-proj-…wXyZ", stateBy: null, stateReason: null };
  const said = [
    { state: "expiring", response: { result: "expiring", message: "It expires at noon.", at } },
    { state: "verified", response: { result: "by-hand", message: "OpenAI accepts it.", at } },
  ] as const;
  const text = (visibility: "public" | "private") =>
    statusText(
      said.map((more) => ({ ...incident, ...more })),
      visibility,
    );
  expect(text("private")).toMatch(/\| expiring \| expiring at .*noon.*\| verified \| by-hand at .*OpenAI accepts it/s);
  expect(text("public")).not.toMatch(/expir|verified|accepts/);
  expect(text("public")).toMatch(/\| open \| pending at .*\| open \| by-hand at/s);
});

test("a key of a kind that the organisation does not let Keyhawk revoke is left alone", async () => {
  const raw = makeKey("openai-user-key", "commands:forbidden");
  openai.addKey(raw);
  const { number } = await leak("forbidden", raw);
  say(number, "ada", "/keyhawk revoke");
  await answered(number, "The organisation's configuration does not let Keyhawk revoke a key");
  expect(openai.isAlive(raw)).toBe(true);
});

test("someone who can write dismisses one of two keys, and the check stays red for the other", async () => {
  const keys = ["commands:one", "commands:two"].map((seed) => makeKey("openai-project-key", seed));
  const [one = "", two = ""] = keys;
  const { number, headSha } = await leak("dismiss", one, two);
  await threadsOf(number, Array(2).fill({ body: "Revoke it at", isResolved: false }));
  // Its marker is Keyhawk's, and it is not Keyhawk's to edit.
  world.github.repeatReviewComment(repository, number, {
    ...{ login: "helper[bot]", text: one.slice(-4), added: " Indeed." },
  });
  say(number, "bob", "/keyhawk dismiss");
  await answered(number, "`dismiss` needs a reason");
  await say(number, "bob", `/keyhawk dismiss sk-proj-…${one.slice(-4)} A key | of our *tests*`).reacted("+1");
  await shows(number, "dismissed by bob: A key");
  await threadsOf(number, [
    { body: "It is ignored or dismissed", isResolved: true },
    { body: "Revoke it at", isResolved: false },
    { body: " Indeed.", isResolved: false },
  ]);
  expect(check(headSha)?.conclusion).toBe("failure");
  say(number, "bob", "/keyhawk status");
  const status = await answered(number, "@bob | key | fingerprint");
  expect(status).toMatch(/dismissed \| by `bob`: `A key ¦ of our \*tests\*`/);
  expect(status).toContain("| open |");
  say(number, "bob", "/keyhawk dismiss sk-proj-…ZZZZ Gone");
  await answered(number, "No key of this change is called `sk-proj-…ZZZZ`.");
  say(number, "bob", "/keyhawk forget it");
  await answered(number, "There is no such command.");
});

test("a key that was also seen where a person cannot write is not dismissed by that person", async () => {
  const raw = makeKey("openai-project-key", "commands:elsewhere");
  const { cloneUrl } = await world.github.createRepository("acme/vault", { private: true });
  const sha = await world.pushTo(cloneUrl, { "a.env": `OPENAI_API_KEY=${raw}\n` });
  await until("the check of the push", () => world.github.checkRuns("acme/vault", sha)[0] ?? null);
  const { number } = await leak("elsewhere", raw);
  say(number, "bob", "/keyhawk dismiss A key of our tests");
  await answered(number, "also seen in a repository that you cannot write to");
  world.github.addCollaborator("acme/vault", "bob", "write");
  await say(number, "bob", "/keyhawk dismiss A key of our tests").reacted("+1");
  await shows(number, "dismissed by bob");
});

test("the check run's buttons do what the commands do, for pull requests and pushes", async () => {
  const [raw, pushed] = [makeKey("openai-project-key", "button:pull"), makeKey("openai-project-key", "button:push")];
  openai.addKey(raw);
  openai.addKey(pushed);
  const { number, headSha } = await leak("buttons", raw);
  const run = await until("the check with its buttons", () => check(headSha) ?? null);
  expect(run.actions.map(({ label }) => label)).toEqual(["Revoke", "False positive", "Scan again"]);
  const press = (id: number, login: string, identifier: string | null) =>
    world.github.pressButton(repository, id, { login, identifier });
  press(run.id, "bob", "revoke");
  await answered(number, "@bob `revoke` is for maintainers and admins");
  press(run.id, "ada", "revoke");
  await shows(number, /Keyhawk deleted it at OpenAI/);
  await until("the check without those buttons", () => (check(headSha)?.actions.length === 1 ? true : null));
  press(run.id, "bob", null);
  await until("another scan in the log", async () =>
    (await incidentOf(environment, raw))?.log.some(({ actor, event }) => actor === "bob" && event === "ordered")
      ? true
      : null,
  );

  const sha = await world.push("main", { "pushed.env": `OPENAI_API_KEY=${pushed}\n` });
  const onPush = await until("the check of the push", () => check(sha, "Keyhawk (push)") ?? null);
  press(onPush.id, "bob", "dismiss");
  await until("a green check", () => (check(sha, "Keyhawk (push)")?.conclusion === "success" ? true : null));
  expect(await incidentOf(environment, pushed)).toMatchObject({ state: "dismissed" });
  expect(openai.isAlive(pushed)).toBe(true);
});

test("commands are read from GitHub's own example payloads, and from no bot's", () => {
  const file = createRequire(import.meta.url).resolve("@octokit/webhooks-examples/api.github.com/index.json");
  const all = JSON.parse(readFileSync(file, "utf8")) as { name: string; examples: Example[] }[];
  const example = (name: string, action: string) => {
    const found = all.find((event) => event.name === name)?.examples.find((each) => each.action === action);
    return { ...found, installation: { id: 7 } } as Example;
  };
  const comment = example("issue_comment", "created");
  const given = (changes: object, issue: object = { pull_request: {} }) =>
    commandFromEvent("guid", "issue_comment", {
      ...comment,
      issue: { ...comment.issue, ...issue },
      comment: { ...comment.comment, body: "/keyhawk rescan", ...changes },
    });
  expect(given({})).toMatchObject({ command: { type: "rescan" }, by: "Codertocat", installation: 7 });
  expect(given({}, {})).toBeNull();
  expect(given({ body: "Thank you" })).toBeNull();
  expect(given({ user: { login: "helper[bot]", type: "Bot" } })).toBeNull();
  expect(given({ performed_via_github_app: { id: 1 } })).toBeNull();
  const pressed = example("check_run", "requested_action");
  const button = (identifier: string, external_id = `keyhawk:${"0a".repeat(16)}#7`) =>
    commandFromEvent("guid", "check_run", {
      ...pressed,
      requested_action: { identifier },
      check_run: { ...pressed.check_run, external_id },
    });
  expect(button("revoke")).toMatchObject({
    command: { type: "revoke", words: [] },
    id: "button:guid",
    subject: { type: "check-run", externalId: `keyhawk:${"0a".repeat(16)}` },
  });
  expect(button("of another App")).toBeNull();
  expect(button("revoke", "another check's")).toBeNull();
});

test("a command is the first line of a comment", () => {
  expect(parseCommand("\n/Keyhawk  Revoke in 15m\r\nPlease")).toEqual({ type: "revoke", words: [], seconds: 900 });
  expect(parseCommand("/keyhawk revoke wXyZ 3f2a91 now")).toEqual({
    type: "revoke",
    words: ["wXyZ", "3f2a91"],
    seconds: 0,
  });
  expect(parseCommand("/keyhawk revoke in 15 m")).toMatchObject({ seconds: 900 });
  expect(parseCommand("/keyhawk")).toEqual({ type: "help" });
  expect(parseCommand("/keyhawk revoke in a while")).toMatchObject({ type: "mistake" });
  expect(parseCommand("/keyhawk revoke in 366d")).toMatchObject({ type: "mistake" });
  for (const text of ["Try /keyhawk revoke", "> /keyhawk revoke", "`/keyhawk revoke`", "/keyhawks revoke", ""]) {
    expect(parseCommand(text), text).toBeNull();
  }
});

test("keys are named by their masked form, its end, or the first digits of their fingerprint", () => {
  const one = { fingerprint: "3f2a91c0aa", masked: "sk-proj-…wXyZ" };
  const two = { fingerprint: "3f2a91c1bb", masked: "sk-proj-…aB12" };
  const select = (...words: string[]) => selectKeys([one, two], words);
  expect(select()).toEqual({ keys: [one, two], rest: [], mistake: null });
  expect(select("wXyZ", "It", "is", "old")).toEqual({ keys: [one], rest: ["It", "is", "old"], mistake: null });
  expect(select("`sk-proj-…aB12`,", "3f2a91c0")).toEqual({ keys: [two, one], rest: [], mistake: null });
  expect(select("sk-proj-...aB12").keys).toEqual([two]);
  expect(select("A", "test", "key")).toEqual({ keys: [one, two], rest: ["A", "test", "key"], mistake: null });
  expect(select("3f2a91")).toMatchObject({
    keys: [],
    mistake: "`3f2a91` fits 2 keys: give the first digits of the fingerprint.",
  });
  expect(select("deadbeef01")).toMatchObject({ keys: [], mistake: "No key of this change is called `deadbeef01`." });
});
