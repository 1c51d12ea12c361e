import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "./openai.ts";

let openai: OpenAIStandIn;
let admin: OpenAI;

beforeAll(async () => {
  openai = await startOpenAI();
  admin = new OpenAI({ adminAPIKey: openai.adminKey, apiKey: null, baseURL: openai.baseURL, maxRetries: 0 });
});

afterAll(() => openai.close());

test("a key answers while it lives, and is refused as OpenAI refuses it afterwards", async () => {
  const raw = makeKey("openai-project-key", "lives");
  const { id, project } = openai.addKey(raw, { project: "Shop", owner: { serviceAccount: "ci" } });
  const client = new OpenAI({ apiKey: raw, baseURL: openai.baseURL, maxRetries: 0 });
  expect((await client.models.list()).data[0]?.object).toBe("model");

  const record = await admin.admin.organization.projects.apiKeys.retrieve(id, { project_id: project ?? "" });
  expect(record.owner.service_account?.name).toBe("ci");
  expect(record.redacted_value).not.toContain(raw.slice(20, -4));
  expect(record.last_used_at).toBeTypeOf("number");

  const deleted = await admin.admin.organization.projects.apiKeys.delete(id, { project_id: project ?? "" });
  expect(deleted).toEqual({ object: "organization.project.api_key.deleted", id, deleted: true });
  expect(openai.isAlive(raw)).toBe(false);
  const refusal = await client.models.list().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(OpenAI.AuthenticationError);
  expect(refusal).toMatchObject({ status: 401, code: "invalid_api_key" });
});

test("lists are paged as the SDK follows them", async () => {
  for (let number = 0; number < 45; number++) {
    openai.addKey(makeKey("openai-project-key", `page ${number}`), { project: "Large" });
  }
  const { organization } = admin.admin;
  const projects = await all(organization.projects.list({ limit: 1 }));
  const large = projects.find(({ name }) => name === "Large");
  const keys = await all(organization.projects.apiKeys.list(large?.id ?? ""));
  expect(new Set(keys.map(({ id }) => id)).size).toBe(45);
});

test("an ordinary key may not administer, and limits have their status", async () => {
  const raw = makeKey("openai-project-key", "ordinary");
  openai.addKey(raw);
  const client = new OpenAI({ adminAPIKey: raw, apiKey: null, baseURL: openai.baseURL, maxRetries: 0 });
  const listing = () => all(client.admin.organization.projects.list());
  await expect(listing()).rejects.toBeInstanceOf(OpenAI.PermissionDeniedError);
  openai.fail({ path: /projects/, status: 429, headers: { "retry-after": "1" }, code: "rate_limit_exceeded" });
  await expect(listing()).rejects.toBeInstanceOf(OpenAI.RateLimitError);
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
