import { afterAll, beforeAll, expect, test } from "vitest";
import { Credential } from "../../src/detect/credential.ts";
import { directNetwork } from "../../src/http/network.ts";
import { spendingText } from "../../src/report/spending.ts";
import { type LeakMoments, spendingOf } from "../../src/respond/spending/spending.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";

let openai: OpenAIStandIn;

beforeAll(async () => {
  openai = await startOpenAI();
});

afterAll(() => openai.close());

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
const [hour, day] = [3_600, 86_400];

/** What was spent with a key that exists for a month. */
function spent(raw: string, moments: Partial<LeakMoments>, signal = AbortSignal.timeout(20_000)) {
  const known = openai.addKey(raw);
  const record = {
    ...{ id: known.id, name: "CI", project: { id: known.project ?? "", name: null }, owner: null, redacted: "" },
    ...{ createdAt: ago(30 * day), lastUsedAt: null, expiresAt: null },
  };
  const adminKey = new Credential("openai-admin-key", openai.adminKey, "sk-admin-");
  const access = { adminKey, baseUrl: openai.baseURL, timeout: 5_000, network: directNetwork };
  return async (more: { readonly project?: null } = {}) =>
    spendingOf({ ...record, ...more }, { committed: null, pushed: null, ...moments }, access, signal);
}

test("counts requests of every kind since the push by minutes, and money by whole days", async () => {
  const raw = makeKey("openai-project-key", "spent");
  const ask = spent(raw, { committed: ago(3 * hour), pushed: ago(240) });
  openai.use(raw, { requests: 100, dollars: 2, ago: 60 });
  openai.use(raw, { requests: 40, dollars: 0.3, ago: 90, what: "embeddings" });
  openai.use(raw, { requests: 8, dollars: 0.01, ago: 100, what: "file_search_calls" });
  openai.use(raw, { requests: 1_000, dollars: 0, ago: 2 * hour });
  openai.use(makeKey(), { requests: 7, dollars: 7, ago: 60 });
  const spending = await ask();
  expect(spending).toMatchObject({
    uses: [
      { since: "committed", requests: 1_148, by: "minute" },
      { since: "pushed", requests: 148, by: "minute" },
    ],
    cost: { currency: "usd", from: ago(3 * hour).slice(0, 10) },
  });
  expect(spending && spendingText(spending)).toMatch(
    /^1,148 requests since it was committed 3 hours ago and 148 requests since it was pushed 4 minutes ago; 2\.31 USD since \d{4}-\d\d-\d\d 00:00 UTC, since OpenAI counts money by whole days$/,
  );
});

test("counts older leaks by hours or days, over several pages", async () => {
  const raw = makeKey("openai-project-key", "long ago");
  const ask = spent(raw, { committed: ago(100 * day), pushed: ago(2 * day) });
  openai.use(raw, { requests: 5, dollars: 1.5, ago: 29 * day });
  openai.use(raw, { requests: 3, dollars: 0.5, ago: day });
  expect(await ask()).toMatchObject({
    // The key did not exist when the commit says it was written.
    uses: [
      { since: "committed", at: expect.stringContaining(ago(30 * day).slice(0, 16)), requests: 8, by: "day" },
      { since: "pushed", requests: 3, by: "hour" },
    ],
    cost: { amount: 2 },
  });
});

test("asks nothing about an admin key, or when it is not known when the key leaked", async () => {
  const before = openai.requests.length;
  expect(await spent(makeKey("openai-project-key", "undated"), { committed: "yesterday" })()).toBeNull();
  expect(await spent(makeKey("openai-project-key", "to come"), { committed: ago(-day) })()).toBeNull();
  expect(await spent(makeKey("openai-project-key", "admin's"), { pushed: ago(60) })({ project: null })).toBeNull();
  expect(openai.requests).toHaveLength(before);
});

test("says why it is not known, and throws nothing", async () => {
  const ask = spent(makeKey("openai-project-key", "unreadable"), { pushed: ago(60) });
  openai.fail({ path: /costs/, status: 403, message: "You have insufficient permissions." });
  expect(await ask()).toEqual({ type: "unknown", reason: expect.stringContaining("may not read usage (403)") });
  openai.fail({ path: /images/, status: 200, body: { data: [{}] } });
  expect(await ask()).toEqual({ type: "unknown", reason: expect.stringContaining("could not be read") });
  const silent = spent(makeKey("openai-project-key", "silent"), { pushed: ago(60) }, AbortSignal.timeout(50));
  openai.fail({ path: /moderations/, status: 200, manner: "silent" });
  expect(await silent()).toEqual({ type: "unknown", reason: expect.stringContaining("in time") });
});
