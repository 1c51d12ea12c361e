import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningProcess, start } from "../../demo/process.ts";
import { looksLike } from "../../examples/revocation-hook/revoke.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";

const main = join(import.meta.dirname, "../../examples/revocation-hook/main.ts");
const secret = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
const raw = (seed: string) => makeKey("openai-project-key", seed);

let openai: OpenAIStandIn;
let folder: string;
let environment: Record<string, string>;
let hook: RunningProcess;
let url: string;
const everything: string[] = [];

async function startHook(extra: Record<string, string> = {}): Promise<[RunningProcess, string]> {
  const process = start(main, [], { ...environment, ...extra });
  const [, address = ""] = await process.printed(/listens at (\S+)/);
  return [process, address];
}

beforeAll(async () => {
  openai = await startOpenAI();
  folder = await mkdtemp(join(tmpdir(), "keyhawk-hook-"));
  environment = {
    KEYHAWK_HOOK_SECRET: secret,
    OPENAI_ADMIN_KEY: openai.adminKey,
    OPENAI_BASE_URL: openai.baseURL,
    PORT: "0",
    RECEIPTS: join(folder, "receipts.json"),
  };
  [hook, url] = await startHook();
});

afterAll(async () => {
  await hook.stop();
  await openai.close();
  await rm(folder, { recursive: true });
});

async function post(to: string, id: string, credential: string, sentAt = new Date()) {
  const body = JSON.stringify({
    type: "openai.key.leaked",
    timestamp: sentAt.toISOString(),
    data: { credential, masked: `…${credential.slice(-4)}`, owner: "acme" },
  });
  const response = await fetch(to, {
    method: "POST",
    body,
    headers: {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, sentAt, body),
    },
  });
  const answer = await response.text();
  everything.push(answer);
  return { status: response.status, answer: JSON.parse(answer) as { result?: string; message?: string } };
}

test("deletes the key it is sent once, even after a restart", async () => {
  openai.addKey(raw("leaked"), { project: "Shop", name: "triage" });
  openai.addKey(raw("other"), { project: "Shop" });
  const before = deletions();
  const [first, second] = await Promise.all([post(url, "msg_1", raw("leaked")), post(url, "msg_1", raw("leaked"))]);
  expect(first).toEqual({ status: 200, answer: { result: "revoked", message: expect.stringContaining('"triage"') } });
  expect(second).toEqual(first);
  expect(openai.isAlive(raw("leaked"))).toBe(false);
  expect(openai.isAlive(raw("other"))).toBe(true);
  expect(deletions()).toBe(before + 1);

  await hook.stop();
  everything.push(hook.output());
  [hook, url] = await startHook();
  expect(await post(url, "msg_1", raw("leaked"))).toEqual(first);
  expect(deletions()).toBe(before + 1);
});

/** A string in the shape of a key whose visible ends are those of another. */
function withEndsOf(key: string): string {
  const [start, end] = [key.slice(0, 20), key.slice(-20)];
  return start + key.slice(20, -20).split("").reverse().join("") + end;
}

const deletions = () => openai.requests.filter(({ method }) => method === "DELETE").length;

test("deletes nothing for a made-up key that has the visible ends of a key in use", async () => {
  openai.addKey(raw("production"), { project: "Shop", name: "production" });
  const before = deletions();
  const { answer } = await post(url, "msg_forged", withEndsOf(raw("production")));
  expect(answer).toEqual({ result: "manual", message: expect.stringContaining("does not accept this key") });
  expect(openai.isAlive(raw("production"))).toBe(true);
  expect(deletions()).toBe(before);
});

test("deletes only in the project that OpenAI names, and only when one record there fits", async () => {
  const twin = withEndsOf(raw("twin"));
  openai.addKey(raw("twin"), { project: "Shop" });
  openai.addKey(twin, { project: "Warehouse" });
  expect((await post(url, "msg_2", raw("twin"))).answer.result).toBe("revoked");
  expect([raw("twin"), twin].map(openai.isAlive)).toEqual([false, true]);

  openai.addKey(withEndsOf(twin), { project: "Warehouse" });
  expect((await post(url, "msg_3", twin)).answer.result).toBe("manual");
  expect(openai.isAlive(twin)).toBe(true);
});

test.for([
  { what: "a stranger's key", seed: "stranger", add: () => {} },
  { what: "an expired key", seed: "expired", add: () => openai.addKey(raw("expired"), { expiresAt: 1_700_000_000 }) },
  {
    what: "a key that OpenAI restricts",
    seed: "restricted",
    add: () => {
      openai.addKey(raw("restricted"));
      openai.fail({ path: /models/, status: 403, message: "Missing scopes: api.model.read." });
    },
  },
])("leaves $what to people", async ({ seed, add }) => {
  add();
  const before = deletions();
  expect((await post(url, `msg_${seed}`, raw(seed))).answer.result).toBe("manual");
  expect(deletions()).toBe(before);
});

test("leaves an admin key to people, since OpenAI names no project for it", async () => {
  const admin = makeKey("openai-admin-key", "second");
  openai.addKey(admin, { project: null });
  expect((await post(url, "msg_admin", admin)).answer.result).toBe("manual");
  expect(openai.isAlive(admin)).toBe(true);
});

test("sends OpenAI only keys of its own API", async () => {
  const before = openai.requests.length;
  const azure = makeKey("azure-openai-key", "foreign");
  expect((await post(url, "msg_azure", azure)).answer.result).toBe("manual");
  expect(openai.requests.length).toBe(before);
});

test("answers 503 when OpenAI fails, so that the request is sent again", async () => {
  openai.addKey(raw("later"));
  for (const path of [/models/, /models/]) openai.fail({ path, status: 500 });
  expect((await post(url, "msg_5", raw("later"))).status).toBe(503);
  for (const path of [/projects/, /projects/]) openai.fail({ path, status: 500 });
  expect((await post(url, "msg_5", raw("later"))).status).toBe(503);
  expect((await post(url, "msg_5", raw("later"))).answer.result).toBe("revoked");
});

test("refuses a wrong signature and an old request", async () => {
  const old = await post(url, "msg_6", raw("other"), new Date(Date.now() - 10 * 60_000));
  expect(old.status).toBe(401);
  const unsigned = await fetch(url, { method: "POST", body: "{}" });
  expect(unsigned.status).toBe(401);
  expect(openai.isAlive(raw("other"))).toBe(true);
});

test("leaves every key to people without an admin key", async () => {
  const [process, address] = await startHook({ OPENAI_ADMIN_KEY: "", RECEIPTS: join(folder, "other.json") });
  expect((await post(address, "msg_7", raw("other"))).answer.result).toBe("manual");
  await process.stop();
  everything.push(process.output());
});

test("prints and stores no key", async () => {
  everything.push(hook.output(), await readFile(join(folder, "receipts.json"), "utf8"));
  const said = everything.join("\n");
  for (const seed of ["leaked", "other", "production", "twin", "stranger", "expired", "restricted", "later"]) {
    expect(said.includes(raw(seed).slice(20, 40))).toBe(false);
  }
});

test("recognises a key by the visible ends of its redacted value", () => {
  const key = raw("ends");
  expect(looksLike(`${key.slice(0, 8)}...${key.slice(-4)}`, key)).toBe(true);
  expect(looksLike(`${key.slice(0, 8)}${"*".repeat(30)}${key.slice(-4)}`, key)).toBe(true);
  expect(looksLike(`${key.slice(0, 8)}...${key.slice(-5, -1)}`, key)).toBe(false);
  expect(looksLike(`${key.slice(0, 8)}...`, key)).toBe(false);
  expect(looksLike("", key)).toBe(false);
});
