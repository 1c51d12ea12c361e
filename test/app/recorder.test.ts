import { afterAll, beforeAll, expect, test } from "vitest";
import { createMetrics } from "../../src/app/metrics/metrics.ts";
import { type ChangePayload, checkId, headKey, jobKey, respondJobId } from "../../src/app/payload.ts";
import { changeSubject } from "../../src/app/record-change.ts";
import { createRecorder, type RecorderOptions } from "../../src/app/recorder.ts";
import { createRespondWorker } from "../../src/app/respond-worker.ts";
import type { ExaminedChange } from "../../src/change/examine.ts";
import { detect } from "../../src/detect/detect.ts";
import type { GitHubClient } from "../../src/github/client/client.ts";
import { type Database, openDatabase } from "../../src/incident/database.ts";
import type { Queue } from "../../src/incident/job.ts";
import { beginPublication } from "../../src/incident/publication.ts";
import { startQueue } from "../../src/incident/queue.ts";
import { recordResponse } from "../../src/incident/responses.ts";
import { createSeal } from "../../src/incident/seal.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import type { ChangeReport } from "../../src/report/change-report.ts";
import type { KeyReport } from "../../src/report/key-report.ts";
import { parseHookSettings } from "../../src/respond/hook/settings.ts";
import { parseVerification } from "../../src/respond/verify/settings.ts";
import { emptyCoverage } from "../../src/source/coverage.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { startHook } from "./hook-receiver.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";

const seal = createSeal(new Uint8Array(32).fill(7));
const hook = parseHookSettings("https://hooks.example.com/", `whsec_${Buffer.alloc(32, 5).toString("base64")}`);
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const change = { type: "push", owner: "acme", repo: "shop", ref: "refs/heads/x", after: "0".repeat(40), author: null };
const payload = { installation: 1, again: false, change } as unknown as ChangePayload;

let database: Database;
let queue: Queue;
let openai: OpenAIStandIn;

beforeAll(async () => {
  openai = await startOpenAI();
  const { url } = await serverDatabase();
  database = await openDatabase({ type: "server", url });
  queue = await startQueue(database, { seal, log: silent });
});

afterAll(async () => {
  await queue.stop(0);
  await database.close();
  await openai.close();
});

/** A scanned change that holds keys of these seeds. */
function scanned(...seeds: readonly string[]): ExaminedChange {
  const text = seeds.map((seed) => `key = "${makeKey("openai-project-key", seed)}"\n`).join("");
  const { detections } = detect(Buffer.from(text));
  const keys = detections.map(({ credential: { kind, masked, fingerprint } }) => ({
    ...{ kind, masked, fingerprint, severity: "critical" as const, confidence: "high" as const },
    ...{ places: [], headPlaces: [], earlier: false, response: null, ignored: null },
  }));
  const change = { type: "push" as const, webUrl: "https://github.com", owner: "acme", repo: "shop", number: null };
  const report: ChangeReport = {
    change: { ...change, ref: "refs/heads/x", headSha: "0".repeat(40) },
    ...{ keys, exposures: [], coverage: emptyCoverage, problems: [], conclusion: "failure" },
  };
  const findings = detections as unknown as ExaminedChange["findings"];
  return { report, findings, policy: defaultPolicy, comments: [] };
}

const revocation = { mode: "off" } as const;
const metrics = createMetrics();

async function record(
  change: ExaminedChange,
  options: Partial<RecorderOptions> = {},
  occasion: "event" | "again" = "event",
): Promise<readonly KeyReport[]> {
  return (await recordChange(change, options, payload.change, occasion)).report.keys;
}

async function recordChange(
  examined: ExaminedChange,
  options: Partial<RecorderOptions>,
  of: object = change,
  occasion: "event" | "again" = "event",
): Promise<ExaminedChange> {
  const bounds = { perChange: 25, perAuthor: 100 };
  const settings = {
    database,
    queue,
    seal,
    hook,
    bounds,
    verification: { mode: "off" } as const,
    revocation,
    metrics,
    ...options,
  };
  const event = { ...payload, change: of as ChangePayload["change"], again: occasion === "again" };
  const subject = changeSubject(event, {} as GitHubClient, settings);
  return createRecorder(settings)(examined, { ...subject, revocationRules: async () => [] });
}

/** State of a key's incident; null when there is none. */
const stateOf = async (fingerprint = "") =>
  (
    await database.tables
      .selectFrom("incident")
      .select("state")
      .where("fingerprint", "=", fingerprint)
      .executeTakeFirst()
  )?.state ?? null;

/** Number of keys about which a call of the hook is stored. */
const calls = async () => {
  const rows = database.tables.selectFrom("sealed_payload").select("job_id").where("queue", "=", "respond");
  return (await rows.execute()).length;
};

const known = async () => {
  const rows = database.tables.selectFrom("incident").select("response").where("response", "is not", null);
  return (await rows.execute()).map(({ response }) => response);
};

/** Verification with the keys themselves. */
function direct(): ReturnType<typeof parseVerification> {
  return parseVerification(
    { mode: "direct", permissions: "", adminKey: "", baseUrl: openai.baseURL, authUrl: openai.authURL },
    {
      mode: "KEYHAWK_VERIFY",
      permissions: "KEYHAWK_VERIFY_PERMISSIONS",
      adminKey: "OPENAI_ADMIN_KEY",
      baseUrl: "OPENAI_BASE_URL",
      authUrl: "CODEX_AUTHAPI_BASE_URL",
    },
  );
}

test("a key that is verified to be dead is not sent to the hook", async () => {
  openai.addKey(makeKey("openai-project-key", "alive"));
  const verification = direct();
  const before = await calls();
  const keys = await record(scanned("alive", "dead"), { verification });
  expect(keys).toMatchObject([
    { status: "live", response: { result: "pending" } },
    { status: "revoked", response: null },
  ]);
  expect(await calls()).toBe(before + 1);
});

test("verification closes an incident, or marks it as alive, only once", async () => {
  const live = makeKey("openai-project-key", "state:live");
  const expired = makeKey("openai-project-key", "state:expired");
  openai.addKey(live);
  openai.addKey(expired, { expiresAt: 1 });
  const settings = (mode: string) =>
    parseVerification(
      { mode, permissions: "", adminKey: openai.adminKey, baseUrl: openai.baseURL, authUrl: openai.authURL },
      {
        mode: "KEYHAWK_VERIFY",
        permissions: "KEYHAWK_VERIFY_PERMISSIONS",
        adminKey: "OPENAI_ADMIN_KEY",
        baseUrl: "OPENAI_BASE_URL",
        authUrl: "CODEX_AUTHAPI_BASE_URL",
      },
    );
  const seeds = ["state:live", "state:expired", "state:dead", "state:unknown"];
  for (const _ of [1, 2]) {
    await record(scanned("state:live", "state:expired", "state:unknown"), { verification: settings("indirect") });
    await record(scanned("state:dead"), { verification: settings("direct") });
  }
  const fingerprints = scanned(...seeds).report.keys.map(({ fingerprint }) => fingerprint);
  const incidents = await Promise.all(
    fingerprints.map(async (fingerprint) => {
      const { id, state } = await database.tables
        .selectFrom("incident")
        .select(["id", "state"])
        .where("fingerprint", "=", fingerprint)
        .executeTakeFirstOrThrow();
      const log = await database.tables
        .selectFrom("incident_log")
        .select(["event", "detail"])
        .where("incident_id", "=", id)
        .where("event", "=", "verified")
        .execute();
      return [state, log.map(({ detail }) => detail)];
    }),
  );
  expect(incidents).toEqual([
    [
      "verified",
      [expect.stringMatching(/^alive, by the organisation's list of keys; key: Key .*; project: Default project/)],
    ],
    ["expired", [expect.stringMatching(/^expired, by the organisation's list of keys; key: /)]],
    ["revoked", ["dead, by OpenAI's answer to the key"]],
    ["open", []],
  ]);
  // A key that the comment remembers as dead is not thereby dead to the record.
  const claimed = scanned("state:unknown");
  const statusFrom = { by: "direct", at: new Date().toISOString(), expired: false } as const;
  const keys = claimed.report.keys.map((key) => ({ ...key, status: "revoked" as const, statusFrom }));
  await record({ ...claimed, report: { ...claimed.report, keys } });
  expect(await stateOf(fingerprints[3])).toBe("open");
});

test("an ignored key that is alive is recorded and sent to the hook, and stays ignored", async () => {
  openai.addKey(makeKey("openai-project-key", "ignored:alive"));
  const change = scanned("ignored:alive", "ignored:dead");
  const keys = change.report.keys.map((key) => ({ ...key, ignored: "a sample", ignoredBy: "line" as const }));
  const before = await calls();
  const recorded = await record({ ...change, report: { ...change.report, keys } }, { verification: direct() });
  expect(recorded).toMatchObject([
    { status: "live", ignored: "a sample", response: { result: "pending" } },
    { status: "revoked", ignored: "a sample", response: null },
  ]);
  expect(await calls()).toBe(before + 1);
});

test("nothing is published about a clean push, unless something was published about it before", async () => {
  const clean = scanned();
  const silent = { ...clean, report: { ...clean.report, conclusion: "success" as const } };
  const pushed = (ref: string) => ({ ...change, ref: `refs/heads/${ref}`, after: "c".repeat(40) });
  const waiting = async () => {
    const rows = database.tables.selectFrom("reported_change").select("change");
    const stored = new Set((await rows.execute()).map((row) => row.change));
    return ["first", "other"].map((ref) => stored.has(jobKey(pushed(ref) as unknown as ChangePayload["change"])));
  };
  await recordChange(silent, {}, pushed("first"));
  await recordChange(silent, {}, pushed("other"));
  expect(await waiting()).toEqual([false, false]);
  const red = pushed("other") as unknown as ChangePayload["change"];
  await beginPublication(database.tables, { externalId: checkId(red), head: headKey(red) }, null);
  await recordChange(silent, {}, pushed("first"));
  await recordChange(silent, {}, pushed("other"));
  expect(await waiting()).toEqual([false, true]);
});

test("a push does not replace the report of an earlier push to its branch", async () => {
  const reports = async () => (await database.tables.selectFrom("reported_change").select("change").execute()).length;
  const before = await reports();
  for (const after of ["a", "b", "b"]) {
    await recordChange(
      scanned(`pushed:${after}`),
      {},
      { ...change, ref: "refs/heads/pushed", after: after.repeat(40) },
    );
  }
  expect(await reports()).toBe(before + 2);
});

test("an ignored key opens no incident and is not sent to the hook", async () => {
  const change = scanned("ignored");
  const keys = change.report.keys.map((key) => ({ ...key, ignored: "a sample", ignoredBy: "line" as const }));
  const before = await calls();
  expect(await record({ ...change, report: { ...change.report, keys } })).toMatchObject([{ response: null }]);
  expect(await calls()).toBe(before);
  expect(await stateOf(keys[0]?.fingerprint)).toBeNull();
});

test("an answer that only the App's own sealed comment remembers is shown while the hook is asked anew", async () => {
  const change = scanned("answered");
  const response = {
    result: "revoked",
    message: "Before the database was lost.",
    at: "2026-11-24T10:00:00.000Z",
  } as const;
  const keys = change.report.keys.map((key) => ({ ...key, response }));
  expect(await record({ ...change, report: { ...change.report, keys } })).toMatchObject([{ response }]);
  // A comment proves nothing, so the hook is still called.
  expect(await known()).toContain("pending");
});

test("a hook that failed is called again by the next event, not by publishing its failure", async () => {
  const change = scanned("failed");
  await record(change);
  const incident = await database.tables
    .selectFrom("incident")
    .select("id")
    .where("fingerprint", "=", change.report.keys[0]?.fingerprint ?? "")
    .executeTakeFirstOrThrow();
  const failed = { result: "failed", message: "It answered 503.", at: new Date().toISOString() } as const;
  await database.tables
    .transaction()
    .execute((transaction) => recordResponse(transaction, [incident.id], failed, "hooks.example.com"));
  expect(await record(change, {}, "again")).toMatchObject([{ response: { result: "failed" } }]);
  // Its job is still there, and says itself what comes of it.
  expect(await record(change)).toMatchObject([{ response: { result: "failed" } }]);
});

test("without a hook, and with a payload that cannot be opened, no key stays pending", async () => {
  const change = scanned("quiet");
  const [key] = await record(change);
  expect(key?.response?.result).toBe("pending");
  expect(await known()).toContain("pending");

  const worker = createRespondWorker({ database, queue, seal, hook: null, revocation, metrics, log: silent });
  const changes: unknown[] = [];
  const showing = {
    run: async ({ payload }: { payload: unknown }) => void changes.push(payload),
    giveUp: async () => {},
  };
  await queue.work({
    respond: worker,
    publish: showing,
    examine: { ...showing, run: async () => {} },
    history: showing,
  });
  await until("the queue to be empty", async () => ((await queue.depth()) === 0 ? true : null));
  expect(await known()).toEqual([]);
  // The change that showed it as pending is published again.
  expect(changes).toContainEqual({ change: jobKey(payload.change) });
  expect(await record(change, { hook: null })).toMatchObject([{ response: null }]);

  await queue.stop(0);
  queue = await startQueue(database, { seal, log: silent });
  expect(await record(change)).toMatchObject([{ response: { result: "pending" } }]);
  expect(await record(change, { hook: null })).toMatchObject([{ response: null }]);
  const lost = createRespondWorker({ database, queue, seal, hook, revocation, metrics, log: silent });
  await lost.lose?.(respondJobId("acme", key?.fingerprint ?? ""));
  expect(await known()).toEqual([]);
  // A comment remembers keys that are no longer verified.
  const response = { result: "pending", message: null, at: new Date().toISOString() } as const;
  const keys = change.report.keys.map((each) => ({ ...each, earlier: true, response }));
  expect(await record({ ...change, findings: [], report: { ...change.report, keys } })).toMatchObject([
    { response: null },
  ]);
});

test("a change with more keys than the limit calls the hook up to the limit, and once with a summary", async () => {
  const receiver = await startHook();
  const settings = parseHookSettings(receiver.url, receiver.secret);
  const seeds = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}:${index}`);
  const recordAs = async (examined: ExaminedChange, ref: string, author: string) => {
    const options = { hook: settings, bounds: { perChange: 5, perAuthor: 7 } };
    const { report } = await recordChange(examined, options, { ...change, ref, author });
    const pending = report.keys.filter(({ response }) => response?.result === "pending").length;
    return { pending, detail: report.coverage.notScanned.map(({ reason, detail }) => `${reason}: ${detail}`) };
  };
  const many = scanned(...seeds("many", 40));
  for (const _ of ["first", "again"]) {
    const { pending, detail } = await recordAs(many, "refs/heads/many", "mallory");
    expect(pending).toBe(5);
    expect(detail).toMatchObject([/^not-asked: 35 keys of 40: .*`KEYHAWK_ASK_LIMIT`\.$/]);
  }
  const more = scanned(...seeds("more", 40));
  const second = await recordAs(more, "refs/heads/more", "Mallory");
  expect(second).toMatchObject({ pending: 2, detail: [/`KEYHAWK_ASK_LIMIT_AUTHOR`/] });
  // Another author's key is still asked about.
  const honest = scanned("honest");
  expect(await recordAs(honest, "refs/heads/honest", "ann")).toEqual({ pending: 1, detail: [] });

  const idle = { run: async () => {}, giveUp: async () => {} };
  const respond = createRespondWorker({ database, queue, seal, hook: settings, revocation, metrics, log: silent });
  await queue.work({ respond, publish: idle, examine: idle, history: idle });
  await until("the calls", async () => ((await queue.depth()) === 0 ? true : null));
  const called = new Set(receiver.received.map(({ request }) => request.data.fingerprint));
  const calledOf = ({ report }: ExaminedChange) => report.keys.filter((key) => called.has(key.fingerprint)).length;
  expect([many, more, honest].map(calledOf)).toEqual([5, 2, 1]);
  expect(receiver.summaries).toMatchObject([{ repository: "acme/shop", keys: 40, unasked: 35, limit: "change" }]);
  await receiver.close();
});
