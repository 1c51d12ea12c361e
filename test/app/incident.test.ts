import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningApp } from "../../src/app/start-app.ts";
import type { IncidentRecord } from "../../src/incident/records.ts";
import { keyhawk, type Outcome } from "../cli/command.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { folderDatabase } from "./app-database.ts";
import { compileDatabase } from "./compiled-database.ts";
import { runApp } from "./running-app.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";

let database: Awaited<ReturnType<typeof folderDatabase>>;
let world: AppWorld;
let openai: OpenAIStandIn;
let app: RunningApp;
let environment: Record<string, string>;
beforeAll(async () => {
  [database] = await Promise.all([folderDatabase(), compileDatabase()]);
  [world, openai] = await Promise.all([createAppWorld(repository, database), startOpenAI()]);
  environment = world.environment({
    KEYHAWK_VERIFY: "direct",
    OPENAI_BASE_URL: openai.baseURL,
    KEYHAWK_HOOK_URL: "",
    KEYHAWK_HOOK_SECRET: "",
  });
  app = await runApp(environment);
  world.connect(app.url);
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await Promise.all([world.close(), openai.close()]);
});

/** Opens a pull request that leaks a key. */
async function leak(branch: string, raw: string): Promise<{ number: number; headSha: string }> {
  await world.push(branch, { [`${branch}.env`]: `OPENAI_API_KEY=${raw}\n` });
  return world.github.openPullRequest({ repository, title: "A change", head: branch });
}

const comment = (number: number) => world.github.comments(repository, number)[0]?.body ?? "";
const shows = (number: number, text: string) =>
  until(`${text} in #${number}`, () => (comment(number).includes(text) ? true : null));

const reviewSays = (number: number, text: string) =>
  until(`${text} in the review of #${number}`, () =>
    world.github.reviewThreads(repository, number).every(({ body }) => body.includes(text)) ? true : null,
  );

test("each pull request that shows a key says what became of it elsewhere, in a text, too, and when it is alive again", async () => {
  const raw = makeKey("openai-project-key", "incident:elsewhere");
  const end = async ({ id, project }: { id: string; project: string | null }) => {
    await fetch(`${openai.baseURL}/organization/projects/${project}/api_keys/${id}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${openai.adminKey}` },
    });
    expect(openai.isAlive(raw)).toBe(false);
  };
  const record = openai.addKey(raw);
  const first = await leak("first", raw);
  await shows(first.number, "Alive: OpenAI knew it");

  await end(record);
  const second = await leak("second", raw);
  await shows(second.number, "Dead: OpenAI refused it");
  await shows(first.number, "Dead: OpenAI refused it");

  await reviewSays(first.number, "It is revoked already");

  const again = openai.addKey(raw);
  await world.push("second", { "again.env": `OPENAI_API_KEY=${raw}\n` });
  await shows(second.number, "Alive: OpenAI knew it");
  await shows(first.number, "Alive: OpenAI knew it");
  const check = () => world.github.checkRuns(repository, first.headSha).findLast(({ name }) => name === "Keyhawk");
  await until("the first one's check", () => (check()?.conclusion === "failure" ? true : null));
  await reviewSays(first.number, "Revoke it at");

  await end(again);
  world.github.openIssue(repository, { login: "eve", title: "It fails", body: `I use ${raw}.` });
  for (const { number } of [first, second]) {
    await shows(number, "Dead: OpenAI refused it");
    await reviewSays(number, "It is revoked already");
  }
  // Resolving threads takes the permission to write contents, which this App lacks.
  expect(world.github.reviewThreads(repository, first.number).map(({ isResolved }) => isResolved)).toEqual([false]);
});

/** `keyhawk incidents` beside the App, with its environment. */
async function incidents(...args: readonly string[]): Promise<Outcome> {
  return keyhawk(["incidents", ...args], { env: environment });
}

async function recordOf(raw: string): Promise<IncidentRecord> {
  const { stdout } = await incidents("export");
  const found = (JSON.parse(stdout).incidents as IncidentRecord[]).find(({ masked }) => masked.endsWith(raw.slice(-4)));
  if (found === undefined) throw new Error("There is no such incident.");
  return found;
}

test("a person closes and reopens an incident of a running App, and its pull request follows", async () => {
  const raw = makeKey("openai-project-key", "incident:by-hand");
  openai.addKey(raw);
  const { number, headSha } = await leak("by-hand", raw);
  await shows(number, "Alive: OpenAI knew it");
  const { id, fingerprint } = await recordOf(raw);
  expect((await stat(join(database.folder, "socket"))).mode & 0o777).toBe(0o600);
  const conclusion = () =>
    world.github.checkRuns(repository, headSha).findLast(({ name }) => name === "Keyhawk")?.conclusion ?? null;

  const reason = ["--reason", "A key of our tests", "--by", "ada"];
  const refused = { code: 2, stderr: expect.stringContaining("OpenAI accepts this key") };
  expect(await incidents("close", id, "--as", "revoked", ...reason)).toMatchObject(refused);
  expect(await incidents("close", id.slice(0, 8), "--as", "dismissed", ...reason)).toMatchObject({ code: 0 });
  await shows(number, "dismissed by ada: A key of our tests");
  await until("a green check", () => (conclusion() === "success" ? true : null));
  // Dismissing it does not make it dead either.
  expect(await incidents("close", id, "--as", "revoked", ...reason)).toMatchObject(refused);
  const listed = await incidents(
    "--state",
    "dismissed",
    "--repository",
    "Acme/Shop",
    "--newer-than",
    "1d",
    "--kind",
    "openai-project-key",
  );
  expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining("1 incident\n") });
  for (const others of [
    ["--older-than", "1d"],
    ["--kind", "openai-admin-key"],
    ["--repository", "acme/shop2"],
  ]) {
    expect((await incidents("--state", "dismissed", ...others)).stdout).toBe("0 incidents\n");
  }

  expect(await incidents("reopen", fingerprint, "--reason", "It is in use", "--by", "bob")).toMatchObject({ code: 0 });
  await until("a red check", () => (conclusion() === "failure" ? true : null));
  const { state, log, places, shownIn } = await recordOf(raw);
  expect(state).toBe("verified");
  expect(places).toMatchObject([{ repository, path: "by-hand.env", line: 1 }]);
  expect(shownIn).toEqual([`${repository}#${number}`]);
  expect(log.map(({ actor, event }) => `${actor} ${event}`)).toEqual([
    ...["keyhawk opened", "keyhawk verified", "ada closed", "bob reopened", "keyhawk verified"],
  ]);
  expect((await incidents("show", id)).stdout).toContain("ada  closed: dismissed: A key of our tests");
  expect(await incidents("close", "zz", "--as", "resolved", ...reason)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("No incident's id or fingerprint begins with zz."),
  });
});

test("the record of a stopped App is read and changed in its database, and the pull request follows later", async () => {
  const raw = makeKey("openai-project-key", "incident:stopped");
  openai.addKey(raw);
  const { number } = await leak("stopped", raw);
  await shows(number, "Alive: OpenAI knew it");
  const { id } = await recordOf(raw);
  await world.github.settled();
  await app.stop();

  const closed = await incidents("close", id, "--as", "resolved", "--reason", "=Rotated", "--by", "ada");
  expect(closed).toMatchObject({ code: 0, stderr: "" });
  expect((await incidents("export", "--format", "csv")).stdout).toContain(`"ada","'=Rotated"`);
  expect(await keyhawk(["incidents"], { env: { ...environment, KEYHAWK_DATA: "/nowhere" } })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("There is no data folder /nowhere"),
  });

  app = await runApp(environment);
  await shows(number, "resolved by ada: =Rotated");
  const { stdout: evidence } = await incidents("export", "--format", "markdown", "--state", "resolved");
  expect(evidence).toContain("resolved: =Rotated");
  expect(evidence).not.toContain(raw);
  await app.stop();
});
