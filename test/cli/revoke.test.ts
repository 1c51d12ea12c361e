import { afterAll, beforeAll, expect, test } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { keyhawk } from "./command.ts";

let openai: OpenAIStandIn;

beforeAll(async () => {
  openai = await startOpenAI();
});

afterAll(() => openai.close());

async function revoke(input: string, ...options: string[]) {
  const before = openai.requests.length;
  const env = { OPENAI_ADMIN_KEY: openai.adminKey, OPENAI_BASE_URL: openai.baseURL };
  const outcome = await keyhawk(["revoke", ...options], { input, env });
  expect(detect(Buffer.from(outcome.stdout + outcome.stderr)).detections).toEqual([]);
  const requests = openai.requests.slice(before);
  return { ...outcome, requests, changes: requests.filter(({ method }) => method !== "GET") };
}

test("shows whose key it is and changes nothing, and with --yes deletes it and checks that it is dead", async () => {
  const raw = makeKey("openai-project-key", "cli");
  const { id } = openai.addKey(raw, { project: "Shop", name: "CI" });
  const dry = await revoke(`OPENAI_API_KEY=${raw}\n`);
  expect(dry).toMatchObject({ code: 0, stderr: "", changes: [] });
  expect(dry.stdout).toMatch(/ is alive\. Nothing was changed; with --yes it is deleted\./);
  expect(dry.stdout).toContain(`key        CI (${id})`);
  expect(openai.isAlive(raw)).toBe(true);

  openai.logAudits();
  const done = await revoke(raw, "--yes", "--format", "json");
  expect(done).toMatchObject({ code: 0, stderr: "" });
  expect(done.changes.map(({ method }) => method)).toEqual(["DELETE"]);
  expect(openai.isAlive(raw)).toBe(false);
  const result = JSON.parse(done.stdout);
  expect(result).toMatchObject({ type: "revoked", record: { id }, audit: { actor: expect.any(String) } });

  const again = await revoke(raw, "--yes");
  expect(again).toMatchObject({ code: 0, changes: [] });
  expect(again.stdout).toMatch(/is dead/);
});

test("lets a key expire, or leaves it the right to read", async () => {
  const raw = makeKey("openai-service-account-key", "cli expiry");
  const key = openai.addKey(raw, { owner: { serviceAccount: "ci" } });
  expect((await revoke(raw, "--in", "15m")).stdout).toMatch(/with --yes it expires in 900 seconds/);
  expect((await revoke(raw, "--in", "15m", "--yes")).stdout).toMatch(/expires at .* Roll out its successor/);
  expect(openai.isAlive(raw)).toBe(true);
  expect(key.expiresAt).toBeGreaterThan(Date.now() / 1000 + 880);

  const reading = await revoke(raw, "--read-only", "--yes");
  expect(reading).toMatchObject({ code: 0 });
  expect(key.scopes).toEqual(["api.all.read"]);
});

test("limits what the key's project can spend, once, and says what the limit was before", async () => {
  const raw = makeKey("openai-project-key", "cli limit");
  openai.addKey(raw, { project: "Metered" });
  const dry = await revoke(raw, "--limit", "20");
  expect(dry).toMatchObject({ code: 0, changes: [] });
  expect(dry.stdout).toMatch(/with --yes its whole project can spend 20\.00 USD in a month at most/);
  const first = await revoke(raw, "--limit", "20", "--yes");
  expect(first).toMatchObject({ code: 0, changes: [{ method: "POST", status: 200 }] });
  expect(first.stdout).toMatch(/still works, and .* 20\.00 USD in a month at most \(there was no limit\)/);
  // A limit that is lower already stays.
  const higher = await revoke(raw, "--limit", "50", "--yes");
  expect(higher).toMatchObject({ code: 0, changes: [] });
  expect(higher.stdout).toContain("20.00 USD in a month at most (as before)");
  const lower = JSON.parse((await revoke(raw, "--limit", "0.5", "--yes", "--format", "json")).stdout);
  expect(lower).toMatchObject({ type: "limited", cents: 50, before: 2_000 });
  expect(openai.isAlive(raw)).toBe(true);
});

test("a key that is not proven to be one of the organisation's is not touched", async () => {
  const mine = makeKey("openai-project-key", "cli production");
  openai.addKey(mine);
  // The ends of a key that someone has seen, around a middle of their own.
  const forged = `${mine.slice(0, 12)}${makeKey("openai-project-key", "forger").slice(12, -4)}${mine.slice(-4)}`;
  const refused = await revoke(forged, "--yes");
  expect(refused).toMatchObject({ code: 0, changes: [] });
  expect(refused.stdout).toMatch(/OpenAI does not accept it/);
  expect(openai.isAlive(mine)).toBe(true);

  const own = await revoke(openai.adminKey, "--yes");
  expect(own).toMatchObject({ code: 1, requests: [] });
  expect(own.stdout).toMatch(/was not touched\. It is the admin key that Keyhawk itself works with/);

  const session = await revoke(makeKey("openai-session-token", "cli"), "--yes");
  expect(session).toMatchObject({ code: 1, requests: [] });
  expect(session.stdout).toMatch(/Sign out of every session/);
});

test.each([
  ["nothing", () => "nothing\n", [], /There is no OpenAI key on standard input/],
  ["two keys", () => `${makeKey("openai-project-key", "a")} ${makeKey("openai-project-key", "b")}`, [], /2 keys/],
  ["a time that is none", () => makeKey(), ["--in", "soon"], /--in takes a time/],
  ["an amount that is none", () => makeKey(), ["--limit", "0"], /--limit takes an amount in US dollars/],
  ["a time of more than a year", () => makeKey(), ["--in", "366d"], /--in takes a time/],
] satisfies [string, () => string, string[], RegExp][])("refuses %s", async (_, input, options, reason) => {
  const refused = await revoke(input(), ...options, "--yes");
  expect(refused).toMatchObject({ code: 2, stdout: "", requests: [] });
  expect(refused.stderr).toMatch(reason);
});

test("needs an admin key for a key of the API platform, and none for a token of a ChatGPT login", async () => {
  const env = { OPENAI_ADMIN_KEY: "", CODEX_AUTHAPI_BASE_URL: openai.authURL };
  const outcome = await keyhawk(["revoke"], { input: makeKey(), env });
  expect(outcome).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("OPENAI_ADMIN_KEY") });
  const token = makeKey("openai-refresh-token", "cli");
  openai.addLogin(token);
  const dry = await keyhawk(["revoke"], { input: token, env });
  expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining("with --yes it is") });
  expect(openai.isLoggedIn(token)).toBe(true);
  const done = await keyhawk(["revoke", "--yes"], { input: token, env });
  expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining("was revoked by OpenAI's sign-in service") });
  expect(openai.isLoggedIn(token)).toBe(false);
  expect((await keyhawk(["revoke", "--in", "15m"], { input: token, env })).code).toBe(2);
});
