import { inspect } from "node:util";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import type * as z from "zod";
import { Credential } from "../../src/detect/credential.ts";
import { detect } from "../../src/detect/detect.ts";
import type { KindId } from "../../src/detect/kind.ts";
import type { adminKeySchema, projectKeySchema, projectSchema } from "../../src/respond/openai/records.ts";
import { matchesRedacted } from "../../src/respond/verify/match.ts";
import { parseVerification, type VerificationSettings } from "../../src/respond/verify/settings.ts";
import { inspectKeys } from "../../src/respond/verify/verify.ts";
import { makeKey } from "../keys.ts";
import { type Fault, type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";

type Active = Exclude<VerificationSettings, { mode: "off" }>;

const names = {
  mode: "--verify",
  permissions: "--permissions",
  adminKey: "OPENAI_ADMIN_KEY",
  baseUrl: "OPENAI_BASE_URL",
  authUrl: "CODEX_AUTHAPI_BASE_URL",
};
let openai: OpenAIStandIn;

beforeAll(async () => {
  openai = await startOpenAI();
});

afterAll(() => openai.close());

type Mode = "direct" | "indirect" | "both";

function settings(mode: Mode, over: Partial<Active> = {}): Active {
  const parsed = parseVerification(
    { mode, permissions: "", adminKey: openai.adminKey, baseUrl: openai.baseURL, authUrl: openai.authURL },
    names,
  );
  if (parsed.mode === "off") throw new Error("off");
  return { ...parsed, ...over } as Active;
}

/** A finding as detection makes it. */
function found(raw: string): { readonly credential: Credential } {
  const [detection] = detect(Buffer.from(`key = "${raw}"`)).detections;
  if (detection === undefined) throw new Error("The key was not found.");
  return { credential: detection.credential };
}

function keyOf(kind: KindId, seed: string) {
  const raw = makeKey(kind, seed);
  return { raw, finding: { credential: new Credential(kind, raw, raw.slice(0, raw.indexOf("-", 3) + 1)) } };
}

function statusesOf(verdicts: Awaited<ReturnType<typeof inspectKeys>>) {
  return [...verdicts.values()].map(({ status }) => status);
}

async function statusOf(raw: string, mode: Mode, over: Partial<Active> = {}) {
  const finding = found(raw);
  return (await inspectKeys([finding], settings(mode, over))).get(finding.credential.fingerprint);
}

describe("with the key itself", () => {
  test.each(["openai-user-key", "openai-project-key", "openai-service-account-key", "openai-admin-key"] as const)(
    "an %s that works is live, one that OpenAI does not know is revoked",
    async (kind) => {
      const alive = makeKey(kind, "alive");
      openai.addKey(alive, kind === "openai-admin-key" ? { project: null } : {});
      expect(await statusOf(alive, "direct")).toMatchObject({ status: "live", reason: "OpenAI accepts it." });
      expect(await statusOf(makeKey(kind, "dead"), "direct")).toMatchObject({ status: "revoked" });
    },
  );

  const restricted: readonly Partial<Fault>[] = [
    { status: 401, code: "incorrect_hostname", message: "Please make your request to eu.api.openai.com" },
    { status: 401, message: "You must be a member of an organization to use the API." },
    { status: 401, code: "account_deactivated" },
    { status: 403, message: "You have insufficient permissions for this operation. Missing scopes: api.model.read." },
    { status: 429, code: "insufficient_quota" },
    { status: 429, code: "rate_limit_exceeded", headers: { "retry-after": "60" } },
  ];
  test.each(restricted)("a restricted key is live (status $status)", async (fault) => {
    openai.fail({ path: /models/, status: 0, ...fault });
    expect(await statusOf(makeKey(), "direct")).toMatchObject({ status: "live" });
  });

  const silent: readonly (readonly [string, Partial<Fault>])[] = [
    ["answered 500", { status: 500 }],
    ["answered 503", { status: 503, body: "<h1>The organisation's account</h1>" }],
    ["answered 403", { status: 403, code: "unsupported_country_region_territory", message: "Your account's country" }],
    ["answered 403", { status: 403, body: "<h1>This organization blocks it</h1>" }],
    ["answered 401", { status: 401, message: "Go to https://platform.openai.com/account/api-keys." }],
    ["answered 429", { status: 429, body: "slow down" }],
    ["answered 200", { status: 200, body: "<h1>Sign in to the network</h1>" }],
    ["answered a redirect (307)", { status: 307, headers: { location: "/v1/models" } }],
    ["did not answer within 0.1 seconds", { status: 200, manner: "silent" }],
    ["could not be reached", { status: 200, manner: "hang-up" }],
  ];
  test.each(silent)("a key stays unknown when OpenAI %s", async (reason, fault) => {
    const before = openai.requests.length;
    openai.fail({ path: /models/, status: 0, ...fault });
    const verification = await statusOf(makeKey(), "direct", { timeout: fault.manner === "silent" ? 100 : 5_000 });
    expect(verification).toMatchObject({ status: "unknown", reason: expect.stringContaining(reason) });
    expect(openai.requests.length - before).toBe(1);
  });

  test("asks once for each key, and not for kinds that the API does not know", async () => {
    const raw = makeKey("openai-project-key", "often");
    openai.addKey(raw);
    const before = openai.requests.length;
    const unasked = (["azure-openai-key", "openai-realtime-secret", "openai-session-token"] as const).map(
      (kind) => keyOf(kind, "unasked").finding,
    );
    const findings = [found(raw), found(raw), ...unasked, found(raw)];
    const verdicts = await inspectKeys(findings, settings("direct"));
    expect(statusesOf(verdicts)).toEqual(["live", "unverified", "unverified", "unverified"]);
    expect(openai.requests.slice(before).map(({ path, query }) => path + query)).toEqual(["/v1/models"]);
  });

  test("ends on abort and at its deadline, without throwing", async () => {
    const findings = Array.from({ length: 9 }, (_, number) => found(makeKey("openai-project-key", `slow ${number}`)));
    for (let number = 0; number < 9; number++) openai.fail({ path: /slow/, status: 200, manner: "silent" });
    const slow = { baseUrl: `${openai.baseURL}/slow` };
    const cancelled = await inspectKeys(findings, settings("direct", slow), { signal: AbortSignal.timeout(50) });
    expect(new Set([...cancelled.values()].map(({ status }) => status))).toEqual(new Set(["unverified"]));
    expect([...cancelled.values()][8]?.reason).toMatch(/cancelled/);
    const late = await inspectKeys(findings, settings("direct", { ...slow, deadline: 50 }));
    expect([...late.values()][8]?.reason).toMatch(/within 0.05 seconds for all keys/);
    expect(openai.requests.filter(({ path }) => path.includes("slow")).length).toBeLessThanOrEqual(8);
  });
});

describe("with the organisation's list of keys", () => {
  const ours = makeKey("openai-project-key", "ours");

  beforeEach(() => {
    if (openai.isAlive(ours)) return;
    openai.addKey(ours, { project: "Shop", name: "CI", owner: { serviceAccount: "builder" } });
    for (let number = 0; number < 130; number++) {
      openai.addKey(makeKey("openai-project-key", `many ${number}`), { project: "Shop" });
    }
  });

  test("a key of the organisation is live, with its owner and project, and is never used", async () => {
    const used = () => sdk().then((keys) => keys.find(({ name }) => name === "CI")?.last_used_at);
    expect(await used()).toBeNull();
    expect(await statusOf(ours, "indirect")).toMatchObject({
      status: "live",
      reason: `It is the organisation's key "CI" in project "Shop".`,
      record: {
        project: { name: "Shop" },
        owner: { type: "service-account", name: "builder" },
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        lastUsedAt: null,
      },
    });
    expect(await used()).toBeNull();
    // Behind the first page of a hundred.
    expect(await statusOf(makeKey("openai-project-key", "many 129"), "indirect")).toMatchObject({ status: "live" });
  });

  test("the records are those that the official SDK reads", async () => {
    const record = (await statusOf(ours, "indirect"))?.record;
    const expected = (await sdk()).find(({ name }) => name === "CI");
    expect(record).toMatchObject({ id: expected?.id, redacted: expected?.redacted_value });
    type Admin = OpenAI.Admin.Organization.AdminAPIKey;
    expectTypeOf<OpenAI.Admin.Organization.Project>().toExtend<z.input<typeof projectSchema>>();
    expectTypeOf<OpenAI.Admin.Organization.Projects.ProjectAPIKey>().toExtend<z.input<typeof projectKeySchema>>();
    expectTypeOf<Admin>().toExtend<z.input<typeof adminKeySchema>>();
  });

  test("an admin key is found among the admin keys", async () => {
    expect(await statusOf(openai.adminKey, "indirect")).toMatchObject({
      status: "live",
      record: { name: "Admin", project: null, owner: { type: "user", name: "Ada Okafor" } },
    });
  });

  test("a key that matches no record or several is unknown, and an expired one is dead", async () => {
    expect(await statusOf(makeKey("openai-project-key", "stranger"), "indirect")).toMatchObject({
      status: "unknown",
      reason: expect.stringMatching(/^Not found/),
    });
    const twin = makeKey("openai-project-key", "twin");
    openai.addKey(twin, { project: "Shop" });
    expect(await statusOf(twin, "indirect")).toMatchObject({ status: "live" });
    openai.addKey(`${twin.slice(0, 20)}x${twin.slice(21)}`, { project: "Other" });
    expect(await statusOf(twin, "indirect")).toMatchObject({
      status: "unknown",
      reason: expect.stringMatching(/^2 keys/),
      record: null,
    });
    const expired = makeKey("openai-project-key", "expired");
    openai.addKey(expired, { expiresAt: Math.floor(Date.now() / 1000) - 60 });
    expect(await statusOf(expired, "indirect")).toMatchObject({ status: "revoked" });
  });

  test("reads the list once for all keys, and waits as long as a rate limit asks", async () => {
    const before = openai.requests.length;
    openai.fail({ path: /admin_api_keys/, status: 429, headers: { "retry-after": "0.02" } });
    openai.fail({ path: /projects$/, status: 429, headers: { "retry-after-ms": "10" } });
    openai.fail({ path: /projects$/, status: 503, headers: { "retry-after": "0" } });
    const findings = [ours, makeKey("openai-project-key", "many 3"), openai.adminKey].map(found);
    const verdicts = await inspectKeys(findings, settings("indirect"));
    expect(statusesOf(verdicts)).toEqual(["live", "live", "live"]);
    const paths = openai.requests.slice(before).map(({ path }) => path);
    expect(paths.filter((path) => path.endsWith("/projects"))).toHaveLength(3);
    expect(paths.filter((path) => path.endsWith("/admin_api_keys"))).toHaveLength(2);
    expect(paths.filter((path) => path.endsWith("/models"))).toEqual([]);
  });

  test.each([
    [{ path: /projects$/, status: 401, code: "invalid_api_key" }, /does not accept the admin key/],
    [{ path: /admin_api_keys/, status: 403 }, /may not do this/],
    [{ path: /api_keys/, status: 200, body: "<h1>Hello</h1>" }, /unknown form/],
    [{ path: /api_keys/, status: 307, headers: { location: "/v1/models" } }, /answered 307/],
  ] satisfies [Fault, RegExp][])(
    "a list that cannot be read completely proves nothing (case %#)",
    async (fault, reason) => {
      openai.fail(fault);
      expect(await statusOf(ours, "indirect")).toMatchObject({
        status: "unknown",
        reason: expect.stringMatching(reason),
        record: null,
      });
    },
  );

  test("a wait for a limit ends with the signal", async () => {
    openai.fail({ path: /projects$/, status: 429, headers: { "retry-after": "3600" } });
    const finding = found(ours);
    const verdicts = await inspectKeys([finding], settings("indirect"), { signal: AbortSignal.timeout(80) });
    expect(statusesOf(verdicts)).toEqual(["unverified"]);
  });

  async function sdk() {
    const { organization } = new OpenAI({ adminAPIKey: openai.adminKey, apiKey: null, baseURL: openai.baseURL }).admin;
    const keys: OpenAI.Admin.Organization.Projects.ProjectAPIKey[] = [];
    for await (const project of organization.projects.list()) {
      for await (const key of organization.projects.apiKeys.list(project.id, { limit: 100 })) keys.push(key);
    }
    return keys;
  }
});

describe("with the list as it was read before", () => {
  test("reads it once for several changes, and each key that matches again by itself", async () => {
    const raw = makeKey("openai-project-key", "remembered");
    const key = openai.addKey(raw, { project: "Remembered", name: "CI" });
    const [given, finding] = [settings("indirect"), found(raw)];
    const verdict = async () => (await inspectKeys([finding], given)).get(finding.credential.fingerprint);
    expect(await verdict()).toMatchObject({ status: "live", ours: true });
    const before = openai.requests.length;
    expect(await verdict()).toMatchObject({ status: "live", record: { name: "CI" } });
    expect(pathsSince(before)).toEqual([`/v1/organization/projects/${key.project}/api_keys/${key.id}`]);
    key.deleted = true;
    expect(await verdict()).toMatchObject({
      status: "unknown",
      reason: expect.stringMatching(/^Not found/),
      record: null,
    });
  });

  test("is read by one of two changes that come at the same time, also when the first gives up", async () => {
    const raw = makeKey("openai-project-key", "at the same time");
    openai.addKey(raw, { project: "Remembered" });
    const [given, finding] = [settings("indirect"), found(raw)];
    const before = openai.requests.length;
    openai.fail({ path: /projects$/, delayMs: 60 });
    const [cancelled, patient] = await Promise.all([
      inspectKeys([finding], given, { signal: AbortSignal.timeout(20) }),
      inspectKeys([finding], given),
    ]);
    expect([statusesOf(cancelled), statusesOf(patient)]).toEqual([["unverified"], ["live"]]);
    expect(pathsSince(before).filter((path) => path.endsWith("/projects"))).toHaveLength(1);
  });
});

describe("with the key itself and the organisation's records", () => {
  test("finds whose a key is with two more requests, however many projects there are", async () => {
    const raw = makeKey("openai-project-key", "together");
    const key = openai.addKey(raw, { project: "Together", name: "Deploy" });
    const before = openai.requests.length;
    expect(await statusOf(raw, "both")).toMatchObject({
      ...{ status: "live", by: "direct", ours: true },
      reason: `OpenAI accepts it. It is the organisation's key "Deploy" in project "Together".`,
      record: { id: key.id },
    });
    const project = `/v1/organization/projects/${key.project}`;
    expect(pathsSince(before)).toEqual(["/v1/models", project, `${project}/api_keys`]);
  });

  test("finds an admin key among the admin keys", async () => {
    expect(await statusOf(openai.adminKey, "both")).toMatchObject({
      status: "live",
      ours: true,
      record: { name: "Admin" },
    });
  });

  test.each<[string, Fault["headers"]]>([
    ["a project that the admin key does not know", { "openai-organization": "other", "openai-project": "proj_other" }],
    ["another organisation", { "openai-organization": "other" }],
  ])("a key is someone else's when OpenAI names %s", async (_, headers) => {
    const raw = makeKey("openai-project-key", "someone else's");
    openai.fail({ path: /models/, status: 200, body: { object: "list" }, ...(headers ? { headers } : {}) });
    expect(await statusOf(raw, "both")).toMatchObject({ status: "live", ours: false, record: null });
  });

  test("a key that fits no record of its project, or two, is the organisation's without a record", async () => {
    const raw = makeKey("openai-project-key", "fits two");
    const { project } = openai.addKey(raw, { project: "Twins" });
    openai.addKey(`${raw.slice(0, 20)}x${raw.slice(21)}`, { project: "Twins" });
    expect(await statusOf(raw, "both")).toMatchObject({ status: "live", ours: true, record: null });
    openai.fail({
      path: /models/,
      status: 200,
      body: { object: "list" },
      headers: { "openai-project": project ?? "" },
    });
    expect(await statusOf(makeKey(), "both")).toMatchObject({ status: "live", ours: true, record: null });
  });

  test("looks in the whole list when OpenAI's answer is unclear or does not say where", async () => {
    const raw = makeKey("openai-project-key", "in the list");
    openai.addKey(raw, { project: "Listed" });
    openai.fail({ path: /models/, status: 500 });
    expect(await statusOf(raw, "both")).toMatchObject({ status: "live", by: "indirect", ours: true });
    openai.fail({ path: /models/, status: 429, code: "insufficient_quota" });
    expect(await statusOf(raw, "both")).toMatchObject({ status: "live", by: "direct", ours: true, record: {} });
    openai.fail({ path: /models/, status: 429, code: "insufficient_quota" });
    expect(await statusOf(makeKey(), "both")).toMatchObject({ status: "live", ours: null, record: null });
  });

  test("a key that OpenAI refuses is dead without a look at the records, and one it accepts is alive without them", async () => {
    const before = openai.requests.length;
    expect(await statusOf(makeKey("openai-project-key", "refused"), "both")).toMatchObject({ status: "revoked" });
    expect(pathsSince(before)).toEqual(["/v1/models"]);
    const raw = makeKey("openai-project-key", "accepted");
    openai.addKey(raw);
    openai.fail({ path: /projects/, status: 403 });
    expect(await statusOf(raw, "both")).toMatchObject({
      ...{ status: "live", ours: null, record: null },
      reason: expect.stringContaining("may not do this (403)"),
    });
  });
});

describe("asked what a key may do", () => {
  const asked = { permissions: "asked" } as const;

  test("reads lists that cost nothing, and names what OpenAI gives and refuses", async () => {
    const raw = makeKey("openai-project-key", "restricted");
    openai.addKey(raw, { scopes: ["api.model.read", "api.files.read"] });
    const before = openai.requests.length;
    const verdict = await statusOf(raw, "both", asked);
    expect(verdict?.permissions).toMatchObject({ may: ["models", "files"], mfa: true });
    expect(verdict?.permissions?.mayNot).toContain("billing");
    expect(openai.requests.slice(before).every(({ method }) => method === "GET")).toBe(true);
  });

  test("leaves out what OpenAI does not answer clearly", async () => {
    const raw = makeKey("openai-project-key", "half known");
    openai.addKey(raw, { owner: { serviceAccount: "ci" } });
    openai.fail({ path: /files/, status: 500 });
    openai.fail({ path: /batches/, status: 200, body: "<h1>Sign in</h1>" });
    openai.fail({ path: /costs/, status: 403, body: "<h1>This organization blocks it</h1>" });
    const permissions = (await statusOf(raw, "direct", asked))?.permissions;
    expect([...(permissions?.may ?? []), ...(permissions?.mayNot ?? [])]).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/files|batches|billing/)]),
    );
    expect(permissions?.mfa).toBeNull();
  });

  test("makes one request only, unless the key is alive and it was asked for", async () => {
    const raw = makeKey("openai-project-key", "unasked permissions");
    openai.addKey(raw);
    const before = openai.requests.length;
    expect(await statusOf(raw, "direct")).toMatchObject({ permissions: null });
    expect(await statusOf(makeKey(), "direct", asked)).toMatchObject({ status: "revoked", permissions: null });
    expect(pathsSince(before)).toEqual(["/v1/models", "/v1/models"]);
  });
});

function pathsSince(count: number) {
  return openai.requests.slice(count).map(({ path }) => path);
}

test.each([
  [(raw: string) => `${raw.slice(0, 11)}...${raw.slice(-4)}`, true],
  [(raw: string) => `${raw.slice(0, 8)}${"*".repeat(150)}${raw.slice(-4)}`, true],
  [(raw: string) => `${raw.slice(0, 11)}…${raw.slice(-3)}`, true],
  [(raw: string) => `${raw.slice(0, 11)}...${raw.slice(-4, -1)}!`, false],
  [(raw: string) => `${raw.slice(0, 11)}...${raw.slice(-5, -1)}`, false],
  [(raw: string) => `${raw.slice(0, 10)}!...${raw.slice(-4)}`, false],
  [(raw: string) => `${raw.slice(0, 8)}...${raw.slice(-3)}`, false],
  [(raw: string) => `...${raw}`, false],
  [(raw: string) => raw, false],
  [() => "", false],
])("a redacted value matches only the key whose ends it shows (case %#)", (redact, expected) => {
  const raw = makeKey();
  expect(matchesRedacted(redact(raw), found(raw).credential)).toBe(expected);
});

test("no result and no URL contains a key", async () => {
  const raw = makeKey("openai-project-key", "secret");
  const message = `The account of ${raw} is restricted`;
  openai.fail({ path: /models/, status: 403, message, headers: { "x-key": raw } });
  openai.fail({ path: /models/, status: 500, message });
  openai.fail({ path: /models/, status: 500, message });
  const given = [settings("direct"), settings("indirect"), settings("both")];
  const results = [];
  for (const mode of ["direct", "direct", "both", "indirect"] as const) results.push(await statusOf(raw, mode));
  const printed = inspect([given, results, openai.requests], { depth: 9, showHidden: true }) + JSON.stringify(given);
  expect(detect(Buffer.from(printed)).detections).toEqual([]);
});

describe("an access token of Codex", () => {
  const raw = makeKey("openai-codex-access-token", "verified");
  const [detection] = detect(Buffer.from(`CODEX_ACCESS_TOKEN=${raw}`)).detections;
  const finding = { credential: detection?.credential as Credential };
  const verdict = async (mode: "direct" | "indirect", over: Partial<Active> = {}) =>
    (await inspectKeys([finding], settings(mode, over))).get(finding.credential.fingerprint);

  test("is live while the service for accounts names its owner, and revoked when it does not know it", async () => {
    openai.addAccessToken(raw);
    expect(await verdict("direct")).toMatchObject({ status: "live", record: null });
    openai.removeAccessToken(raw);
    expect(await verdict("direct")).toMatchObject({ status: "revoked" });
  });

  test("is asked about once, at the service for accounts alone, and its owner is not repeated", async () => {
    openai.addAccessToken(raw);
    const before = openai.requests.length;
    const answer = await verdict("direct");
    const asked = openai.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    expect(asked).toEqual(["GET /api/accounts/v1/user-auth-credential/whoami"]);
    expect(JSON.stringify(answer)).not.toMatch(/acme\.example|user-1|account-1/);
  });

  test.each<[string, Partial<Fault>]>([
    ["a refusal that is not OpenAI's", { status: 401, body: "<html>Sign in</html>" }],
    ["another answer with 200", { status: 200, body: "{}" }],
    ["a limit", { status: 429 }],
    ["a defect", { status: 503 }],
  ])("is unknown after %s", async (_, fault) => {
    openai.addAccessToken(raw);
    openai.fail({ path: /whoami$/, ...fault } as Fault);
    expect(await verdict("direct")).toMatchObject({ status: "unknown" });
  });

  test("is not asked about in the organisation's list of keys, which does not hold it", async () => {
    const before = openai.requests.length;
    const answer = await verdict("indirect");
    expect(answer).toMatchObject({ status: "unverified", reason: expect.stringContaining("only `direct`") });
    expect(openai.requests.length).toBe(before);
  });

  test.each(["openai-refresh-token", "openai-access-token", "openai-agent-identity"] as const)(
    "differs from %s, which is never verified",
    async (kind) => {
      const before = openai.requests.length;
      expect(await statusOf(makeKey(kind, "unasked"), "direct")).toMatchObject({ status: "unverified" });
      expect(openai.requests.length).toBe(before);
    },
  );
});
