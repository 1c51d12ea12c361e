import { afterAll, beforeAll, expect, test } from "vitest";
import { createMetrics } from "../../src/app/metrics/metrics.ts";
import type { KeyPayload } from "../../src/app/payload.ts";
import { createRespondWorker } from "../../src/app/respond-worker.ts";
import { detect } from "../../src/detect/detect.ts";
import { directNetwork, type Network } from "../../src/http/network.ts";
import { type Database, openDatabase } from "../../src/incident/database.ts";
import type { Queue } from "../../src/incident/job.ts";
import { startQueue } from "../../src/incident/queue.ts";
import { type IncidentRecord, readIncidents } from "../../src/incident/records.ts";
import { recordResponse } from "../../src/incident/responses.ts";
import { createSeal } from "../../src/incident/seal.ts";
import { recordSightings } from "../../src/incident/sightings.ts";
import { parseHookSettings } from "../../src/respond/hook/settings.ts";
import { parseRevocation } from "../../src/respond/revoke/settings.ts";
import { type HookReceiver, startHook } from "../app/hook-receiver.ts";
import { serverDatabase } from "../app/server-database.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";

const seal = createSeal(new Uint8Array(32).fill(7));
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const turn = { installation: 1, repository: "acme/shop", origin: "member" } as const;

let database: Database;
let queue: Queue;
let openai: OpenAIStandIn;
let hook: HookReceiver;

beforeAll(async () => {
  [openai, hook] = await Promise.all([startOpenAI(), startHook()]);
  openai.logAudits();
  const { url } = await serverDatabase();
  database = await openDatabase({ type: "server", url });
  queue = await startQueue(database, { seal, log: silent });
});

afterAll(async () => {
  await queue.stop(0);
  await Promise.all([database.close(), openai.close(), hook.close()]);
});

/** A process that responds to keys: its requests go through `network`. */
function workerOf(network: Network) {
  const names = {
    ...{
      revoke: "KEYHAWK_REVOKE",
      action: "KEYHAWK_REVOKE_ACTION",
      grace: "KEYHAWK_REVOKE_GRACE",
      tokens: "KEYHAWK_REVOKE_TOKENS",
    },
    ...{ adminKey: "OPENAI_ADMIN_KEY", baseUrl: "OPENAI_BASE_URL", authUrl: "CODEX_AUTHAPI_BASE_URL" },
  };
  const given = { revoke: "proven", action: "", grace: "", tokens: "", authUrl: "" };
  const revocation = parseRevocation({ ...given, adminKey: openai.adminKey, baseUrl: openai.baseURL }, names, network);
  const settings = parseHookSettings(hook.url, hook.secret, { network });
  return createRespondWorker({
    ...{ database, queue, seal, hook: settings, revocation, log: silent, metrics: createMetrics() },
  });
}

/** A key that is in an incident, with the job that responds to it. */
async function leak(seed: string) {
  const raw = makeKey("openai-project-key", seed);
  const key = openai.addKey(raw, { project: "Shop", name: seed });
  const [found] = detect(Buffer.from(raw)).detections;
  if (found === undefined) throw new Error("The key was not found.");
  const { kind, masked, fingerprint } = found.credential;
  const report = {
    ...{
      kind,
      masked,
      fingerprint,
      severity: "critical" as const,
      confidence: "high" as const,
      places: [],
      headPlaces: [],
    },
    ...{ earlier: false, response: null, ignored: null },
  } as const;
  const incident = await database.tables.transaction().execute(async (transaction) => {
    const [{ id } = { id: "" }] = await recordSightings(transaction, "acme", "acme/shop", [report]);
    const pending = { result: "pending", message: null, at: new Date().toISOString() } as const;
    await recordResponse(transaction, [id], pending, "keyhawk");
    return id;
  });
  const data = { credential: raw, kind, masked, fingerprint, severity: "critical", owner: "acme", places: [] } as const;
  const request = { type: "openai.key.leaked", timestamp: new Date().toISOString(), data: { ...data, placesTotal: 1 } };
  const payload = { incident, request, revocation: "allowed", turn, pushedAt: new Date().toISOString() } as KeyPayload;
  const run = (network: Network) =>
    workerOf(network).run({ id: fingerprint, payload, attempt: 0, signal: new AbortController().signal });
  const record = async () => (await readIncidents(database.tables, { id: incident }))[0] as IncidentRecord;
  const deletions = () =>
    openai.requests.filter(
      ({ method, path, status }) => method === "DELETE" && path.endsWith(key.id) && status === 200,
    );
  return { raw, run, record, deletions };
}

/**
 * The network of a process that is killed at one of its requests: nothing that it sends or waits for afterwards
 * happens. `died` resolves when that is so.
 * @param at counts from 0
 * @param when whether the request has its effect
 */
function untilKilled(at: number, when: "before" | "after") {
  const dead = Promise.withResolvers<void>();
  const never = new Promise<never>(() => {});
  let count = 0;
  const fetch: Network["fetch"] = async (...request) => {
    const index = count++;
    if (index < at) return directNetwork.fetch(...request);
    if (index === at) {
      if (when === "after") await (await directNetwork.fetch(...request)).arrayBuffer();
      dead.resolve();
    }
    return never;
  };
  return { network: { ...directNetwork, fetch }, died: dead.promise };
}

/** Runs what a process does until it is killed, or to its end. */
async function killedAt(run: (network: Network) => Promise<void>, at: number, when: "before" | "after") {
  const { network, died } = untilKilled(at, when);
  return Promise.race([run(network).then(() => "ended" as const), died.then(() => "killed" as const)]);
}

test("killed before or after any request of a revocation, the next process ends it: one deletion, and the log is true", async () => {
  for (const when of ["before", "after"] as const) {
    let at = 0;
    for (let reached = true; reached; at += 1) {
      const { raw, run, record, deletions } = await leak(`kill:${when}:${at}`);
      reached = (await killedAt(run, at, when)) === "killed";
      await run(directNetwork);
      expect(openai.isAlive(raw), `request ${at}`).toBe(false);
      expect(deletions(), `request ${at}`).toHaveLength(1);
      const { state, response, log } = await record();
      expect({ at, state, result: response?.result }).toEqual({ at, state: "revoked", result: "revoked" });
      const events = log.map(({ event }) => event);
      expect(events.indexOf("revoking")).toBeLessThan(events.indexOf("revocation"));
      expect(log.findLast(({ event }) => event === "revocation")?.detail).toMatch(/^revoked: /);
    }
    expect(at).toBeGreaterThan(5);
  }
  expect(hook.received).toEqual([]);
});

test("killed after it stored what came of a revocation, a process that runs the job again changes nothing", async () => {
  const { run, record, deletions } = await leak("kill:stored");
  await run(directNetwork);
  await run(directNetwork);
  expect(deletions()).toHaveLength(1);
  expect(await record()).toMatchObject({ state: "revoked", response: { result: "revoked" } });
});

test.each([{ when: "before" }, { when: "after" }] as const)(
  "killed $when the hook's answer, the hook is called again under the same id",
  async ({ when }) => {
    const { raw, run, record } = await leak(`hook:${when}`);
    // Two keys fit, so it is left to the hook.
    openai.addKey(`${raw.slice(0, 20)}x${raw.slice(21)}`, { project: "Shop" });
    hook.answer = async () => ({ result: "manual", message: "Ask the owner." });
    const isCall = (url: unknown) => String(url).startsWith(hook.url);
    const dead = Promise.withResolvers<void>();
    const fetch: Network["fetch"] = async (...request) => {
      if (!isCall(request[0])) return directNetwork.fetch(...request);
      if (when === "after") await (await directNetwork.fetch(...request)).arrayBuffer();
      dead.resolve();
      return new Promise<never>(() => {});
    };
    void run({ ...directNetwork, fetch });
    await dead.promise;
    await run(directNetwork);
    const calls = hook.received.filter(({ request }) => request.data.credential === raw);
    expect(calls).toHaveLength(when === "after" ? 2 : 1);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
    expect(await record()).toMatchObject({ state: "open", response: { result: "manual" } });
    expect(openai.isAlive(raw)).toBe(true);
  },
);

test("OpenAI fails at any request of a revocation, and the next attempt ends it with one deletion", async () => {
  hook.answer = async () => 503;
  let at = 0;
  for (let reached = true; reached; at += 1) {
    const { raw, run, record, deletions } = await leak(`down:${at}`);
    let count = 0;
    const isOpenAI = (url: unknown) => String(url).startsWith(openai.baseURL);
    const fetch: Network["fetch"] = async (...request) => {
      if (!isOpenAI(request[0]) || count++ !== at) return directNetwork.fetch(...request);
      // Not repeated by the client: this attempt has to do without the answer.
      return new Response("{}", { status: 503, headers: { "x-should-retry": "false" } });
    };
    await run({ ...directNetwork, fetch }).catch(() => {});
    reached = count > at;
    await run(directNetwork);
    expect(openai.isAlive(raw), `request ${at}`).toBe(false);
    expect(deletions(), `request ${at}`).toHaveLength(1);
    expect(await record()).toMatchObject({ state: "revoked" });
  }
  expect(at).toBeGreaterThan(5);
});
