import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import type { KindId } from "../../src/detect/kind.ts";
import { directNetwork } from "../../src/http/network.ts";
import type { RevocationStep } from "../../src/respond/revoke/revocation.ts";
import { revoke } from "../../src/respond/revoke/revoke.ts";
import { parseRevocation, type RevocationAccess, tokenAccess } from "../../src/respond/revoke/settings.ts";
import { settingsFor } from "../../src/respond/revoke/settings-for.ts";
import { revokeToken } from "../../src/respond/revoke/token.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";

const names = {
  revoke: "KEYHAWK_REVOKE",
  action: "KEYHAWK_REVOKE_ACTION",
  grace: "KEYHAWK_REVOKE_GRACE",
  tokens: "KEYHAWK_REVOKE_TOKENS",
  adminKey: "OPENAI_ADMIN_KEY",
  baseUrl: "OPENAI_BASE_URL",
  authUrl: "CODEX_AUTHAPI_BASE_URL",
};
const unset = { revoke: "", action: "", grace: "", tokens: "", adminKey: "", baseUrl: "", authUrl: "" };
let openai: OpenAIStandIn;

beforeEach(async () => {
  openai = await startOpenAI();
});

afterEach(() => openai.close());

function access(): RevocationAccess {
  const given = { ...unset, adminKey: openai.adminKey, baseUrl: openai.baseURL };
  const settings = parseRevocation(given, names, directNetwork);
  if (settings.mode === "off") throw new Error("off");
  return settings;
}

function attempt(raw: string, step: RevocationStep = { type: "delete" }, signal = AbortSignal.timeout(20_000)) {
  const [detection] = detect(Buffer.from(raw)).detections;
  if (detection === undefined) throw new Error("The key was not found.");
  return revoke(detection.credential, step, access(), { signal });
}

function added(kind: KindId = "openai-project-key", seed = "leaked") {
  const raw = makeKey(kind, seed);
  const key = openai.addKey(raw, kind === "openai-admin-key" ? { project: null } : { project: "Shop" });
  return { raw, key };
}

const changes = () => openai.requests.filter(({ method }) => method !== "GET").map(({ method, path }) => method + path);

test.each(["openai-project-key", "openai-service-account-key", "openai-admin-key"] as const)(
  "deletes an %s that OpenAI accepts, with the audit log's entry as proof",
  async (kind) => {
    openai.logAudits();
    const { raw, key } = added(kind);
    const result = await attempt(raw);
    expect(result).toMatchObject({ type: "revoked", record: { id: key.id }, audit: { id: expect.any(String) } });
    expect(openai.isAlive(raw)).toBe(false);
    // Of all projects, only the one that OpenAI named was listed.
    const listed = openai.requests.filter(({ path, query }) => path.endsWith("/projects") && query !== "?limit=1");
    expect(listed).toEqual([]);
    expect(await attempt(raw)).toEqual({ type: "dead" });
  },
);

describe("touches nothing and leaves it to a person when", () => {
  test("two records of the project fit", async () => {
    const { raw } = added();
    openai.addKey(`${raw.slice(0, 20)}x${raw.slice(21)}`, { project: "Shop" });
    expect(await attempt(raw)).toMatchObject({ type: "unproven", reason: expect.stringMatching(/^2 keys/) });
  });

  test("only a record of another project fits", async () => {
    const { raw, key } = added();
    const { project } = openai.addKey(makeKey("openai-project-key", "other"), { project: "Other" });
    openai.fail({
      path: /models/,
      status: 200,
      body: { object: "list" },
      headers: { "openai-project": project ?? "" },
    });
    expect(await attempt(raw)).toMatchObject({ type: "unproven", reason: expect.stringMatching(/no key/) });
    expect(key.deleted).toBe(false);
  });

  test.each<[string, Record<string, string>]>([
    ["names a project that is not the organisation's", { "openai-project": "proj_elsewhere" }],
    ["names no project", { "openai-organization": "acme-standin" }],
  ])("OpenAI's answer %s", async (_, headers) => {
    const { raw } = added();
    openai.fail({ path: /models/, status: 200, body: { object: "list" }, headers });
    expect(await attempt(raw)).toMatchObject({ type: "unproven", reason: expect.stringMatching(/does not name/) });
  });

  test("an admin key belongs to another organisation", async () => {
    const { raw } = added("openai-admin-key");
    const headers = { "openai-organization": "somebody-else" };
    openai.fail({ path: /projects$/, status: 200, body: { object: "list" }, headers });
    expect(await attempt(raw)).toMatchObject({ type: "unproven" });
  });

  test("an admin key is to expire, to be narrowed or to be limited, which OpenAI does not offer", async () => {
    const { raw } = added("openai-admin-key");
    expect(await attempt(raw, { type: "expire", seconds: 60 })).toMatchObject({ type: "unproven" });
    expect(await attempt(raw, { type: "narrow" })).toMatchObject({ type: "unproven" });
    expect(await attempt(raw, { type: "limit", cents: 1 })).toMatchObject({ type: "unproven" });
  });

  test("it is the admin key in use", async () => {
    expect(await attempt(openai.adminKey)).toMatchObject({ type: "unproven" });
    expect(openai.requests).toEqual([]);
  });

  afterEach(() => expect(changes()).toEqual([]));
});

test.each([
  [{ path: /models/, status: 500 }, /answered 500/],
  [{ path: /api_keys/, status: 403 }, /may not do this/],
  [{ path: /api_keys/, status: 401 }, /does not accept the admin key/],
  [{ path: /api_keys/, status: 307, headers: { location: "https://example.com" } }, /answered 307/],
  [{ method: "DELETE", path: /api_keys/, status: 403 }, /may not do this/],
])("fails with the reason, so that it is tried again (case %#)", async (fault, reason) => {
  const { raw } = added();
  openai.fail({ ...fault, times: Number.POSITIVE_INFINITY });
  expect(await attempt(raw)).toMatchObject({ type: "failed", reason: expect.stringMatching(reason) });
  expect(openai.isAlive(raw)).toBe(true);
});

test("a deleted key that OpenAI still accepts is checked until it is refused", async () => {
  const { raw, key } = added();
  const project = { "openai-project": key.project ?? "" };
  openai.fail({ path: /models/, status: 200, body: { object: "list" }, headers: project, times: 3 });
  expect(await attempt(raw)).toMatchObject({ type: "revoked" });
  expect(openai.requests.filter(({ path }) => path.endsWith("/models")).length).toBe(4);
});

test("an expiry whose answer is lost is not sent again, which would restart OpenAI's clock", async () => {
  const { raw } = added();
  openai.fail({ method: "POST", path: /api_keys\//, manner: "hang-up", work: "done" });
  expect(await attempt(raw, { type: "expire", seconds: 900 })).toMatchObject({ type: "failed" });
  expect(await attempt(raw, { type: "expire", seconds: 900 })).toMatchObject({ type: "expiring" });
  expect(changes()).toHaveLength(1);
});

test("an expiry is set once: a repetition would restart the clock", async () => {
  const { raw, key } = added();
  const first = await attempt(raw, { type: "expire", seconds: 900 });
  expect(first).toMatchObject({ type: "expiring", record: { id: key.id } });
  openai.advance(-60);
  expect(await attempt(raw, { type: "expire", seconds: 900 })).toMatchObject({ type: "expiring" });
  expect(changes()).toHaveLength(1);
  // An expiry that the key has had and that is later than wanted does not protect it.
  await attempt(raw, { type: "expire", seconds: 60 });
  expect(changes()).toHaveLength(2);
  openai.advance(10_000);
  expect(await attempt(raw)).toEqual({ type: "dead" });
});

test.each([0, 1, 2, 3, 4, 5])(
  "ends with one deletion when it is interrupted at request %i and runs again",
  async (at) => {
    openai.logAudits();
    const { raw } = added();
    const stop = new AbortController();
    openai.fail({ path: /./, skip: at, manner: "hang-up", work: "done" });
    const seen = setInterval(() => {
      if (openai.requests.length > at) stop.abort();
    }, 1);
    await attempt(raw, { type: "delete" }, stop.signal);
    clearInterval(seen);
    expect(["revoked", "dead"]).toContain((await attempt(raw)).type);
    expect(openai.isAlive(raw)).toBe(false);
    const deleted = openai.requests.filter(({ method, status }) => method === "DELETE" && status === 200);
    expect(deleted.length).toBeLessThanOrEqual(1);
  },
);

test("no result contains a key", async () => {
  const { raw } = added();
  const other = added("openai-project-key", "two").raw;
  const headers = { "retry-after-ms": "1" };
  openai.fail({ path: /organization/, status: 500, message: `${raw} ${openai.adminKey}`, times: 9, headers });
  const results = [await attempt(raw, { type: "look" }), access()];
  results.push(await attempt(other));
  const printed = inspect(results, { depth: 9, showHidden: true }) + JSON.stringify(results);
  expect(detect(Buffer.from(printed)).detections).toEqual([]);
}, 30_000);

test.each([
  [{}, { mode: "off" }],
  [{ adminKey: makeKey() }, { mode: "off" }],
  [{ adminKey: "sk-admin-x" }, { mode: "by-hand", grace: 0 }],
  [{ adminKey: "sk-admin-x", revoke: "off" }, { mode: "off" }],
  [
    { adminKey: "sk-admin-x", revoke: "proven", grace: "900" },
    { mode: "proven", grace: 900, action: { type: "delete" } },
  ],
  [{ adminKey: "sk-admin-x", action: "read-only" }, { action: { type: "narrow" } }],
  [{ adminKey: "sk-admin-x", action: "limit=25.50" }, { action: { type: "limit", cents: 2550 } }],
])("reads the operator's settings (case %#)", (given, expected) => {
  expect(parseRevocation({ ...unset, ...given }, names, directNetwork)).toMatchObject(expected);
});

test.each([
  [{ revoke: "prooven" }, /KEYHAWK_REVOKE takes .* Did you mean `proven`\?/],
  [{ revoke: "proven" }, /`proven` needs an admin key .* set OPENAI_ADMIN_KEY/],
  [
    { adminKey: "sk-admin-x", revoke: "proven", action: "limit=0" },
    /KEYHAWK_REVOKE_ACTION takes `delete`, `read-only`/,
  ],
  [{ tokens: "yes" }, /KEYHAWK_REVOKE_TOKENS takes `true` or `false`/],
  [{ revoke: "proven", adminKey: makeKey() }, /must be an admin key/],
  [{ revoke: "proven", adminKey: "sk-admin-x", grace: "15m" }, /KEYHAWK_REVOKE_GRACE must be a number of seconds/],
  [{ revoke: "by-hand", adminKey: "sk-admin-x", grace: "31536001" }, /KEYHAWK_REVOKE_GRACE must be/],
  [
    { revoke: "by-hand", adminKey: "sk-admin-x", baseUrl: "http://example.com" },
    /OPENAI_BASE_URL must begin with https/,
  ],
])("refuses settings that cannot be meant (case %#)", (given, reason) => {
  expect(() => parseRevocation({ ...unset, ...given }, names, directNetwork)).toThrow(reason);
});

test.each([
  ["proven", "by-hand", "by-hand"],
  ["proven", "off", "off"],
  ["proven", "proven", "proven"],
  ["proven", undefined, "proven"],
  ["by-hand", "proven", "by-hand"],
  ["by-hand", "off", "off"],
  ["off", "proven", "off"],
] as const)(
  "the organisation can take back what the operator allows, and not allow more (case %#)",
  (revoke, mode, expected) => {
    const operator = parseRevocation({ ...unset, adminKey: "sk-admin-x", revoke, grace: "60" }, names, directNetwork);
    const key = { kind: "openai-project-key", severity: "critical" } as const;
    const settings = settingsFor(operator, [{ ...key, mode, grace: 900 }], key);
    expect(settings).toMatchObject(expected === "off" ? { mode: "off" } : { mode: expected, grace: 900 });
  },
);

describe("a token of a ChatGPT login", () => {
  const tokens = () => tokenAccess({ baseUrl: "", authUrl: openai.authURL }, names, directNetwork);

  function send(raw: string) {
    const [detection] = detect(Buffer.from(`CODEX_ACCESS_TOKEN=${raw}`)).detections;
    if (detection === undefined) throw new Error("The token was not found.");
    return revokeToken(detection.credential, { ...tokens(), timeout: 2_000 }, AbortSignal.timeout(20_000));
  }

  test.each([
    ["openai-refresh-token", "logged-out"],
    ["openai-access-token", "token-sent"],
  ] as const)("is sent to the sign-in service once, which revokes it (case %#)", async (kind, type) => {
    const raw = makeKey(kind, "login");
    openai.addLogin(raw);
    expect(await send(raw)).toEqual({ type });
    expect(openai.isLoggedIn(raw)).toBe(false);
    expect(openai.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /oauth/revoke"]);
  });

  test.each([
    [{ status: 503 }, "failed"],
    [{ status: 429 }, "failed"],
    [{ manner: "hang-up" }, "failed"],
    [{ status: 400 }, "refused"],
    [{ status: 307, headers: { location: "https://example.com/" } }, "refused"],
  ] as const)("is tried again only where that may help (case %#)", async (fault, type) => {
    const raw = makeKey("openai-refresh-token", "login");
    openai.fail({ path: /revoke/, ...fault });
    const result = await send(raw);
    expect(result).toMatchObject({ type, reason: expect.stringMatching(/OpenAI/) });
    expect(JSON.stringify(result)).not.toContain(raw.slice(-8));
  });

  test.each([
    [undefined, undefined, "off"],
    ["true", undefined, "proven"],
    ["true", "by-hand", "by-hand"],
    ["true", "off", "off"],
  ] as const)("is revoked only where operator and organisation let it be (case %#)", (given, mode, expected) => {
    const operator = parseRevocation({ ...unset, tokens: given }, names, directNetwork);
    const key = { kind: "openai-refresh-token", severity: "critical" } as const;
    expect(settingsFor(operator, [{ ...key, mode }], key).mode).toBe(expected);
    // Nothing else follows from it.
    expect(settingsFor(operator, [], { ...key, kind: "openai-project-key" })).toEqual({ mode: "off" });
  });
});
