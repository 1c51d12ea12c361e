import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Check } from "../../src/app/doctor/check.ts";
import { granted, unserved } from "../../src/app/doctor/granted.ts";
import { doctor } from "../../src/app/index.ts";
import { readManifest } from "../../src/app/manifest.ts";
import { freePort } from "../free-port.ts";
import { startGitHub } from "../github/github.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { serverDatabase } from "./server-database.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

let world: AppWorld;
let openai: OpenAIStandIn;
let environment: Record<string, string>;
beforeAll(async () => {
  [world, openai] = await Promise.all([createAppWorld("acme/shop", await serverDatabase()), startOpenAI()]);
  openai.logAudits();
  world.connect("http://127.0.0.1:9");
  environment = world.environment({
    KEYHAWK_VERIFY: "both",
    OPENAI_ADMIN_KEY: openai.adminKey,
    OPENAI_BASE_URL: openai.baseURL,
    KEYHAWK_REQUEST_TIMEOUT: "1",
    KEYHAWK_FIRST_BYTE_TIMEOUT: "1",
  });
});
afterAll(async () => {
  await Promise.all([world.close(), openai.close()]);
});

/** What is not right, as `subject: what was found`. */
async function complaints(env: Record<string, string>): Promise<readonly string[]> {
  const { output, exitCode } = await doctor({ envFile: "", format: "json" }, env);
  const { checks } = JSON.parse(output) as { readonly checks: readonly Check[] };
  const wrong = checks.filter(({ result }) => result !== "ok");
  expect(exitCode).toBe(wrong.some(({ result }) => result === "problem") ? 2 : 0);
  for (const { advice } of wrong) expect(advice).toMatch(/\.$|api\/github\/webhooks$/);
  return wrong.map(({ result, subject, found }) => `${result} ${subject}: ${found}`);
}

test("an App that has everything has no problem, and nothing is written anywhere", async () => {
  const { output, exitCode } = await doctor({ envFile: "" }, environment);
  expect(exitCode).toBe(0);
  expect(output).toMatch(/ok +credentials +GitHub knows the App as keyhawk/);
  expect(output).toMatch(/ok +permissions +The App has all permissions of app\.yml\./);
  expect(output).toMatch(/ok +database +PostgreSQL \d+ serves/);
  expect(output).toMatch(/ok +hook +The revocation hook answers/);
  expect(output).toMatch(/ok +OpenAI +OpenAI's API answers/);
  expect(output).toMatch(/ok +admin key +OpenAI accepts the admin key/);
  expect(output).toMatch(/0 problems, \d warnings?\.\n$/);
  expect(world.hook.received).toEqual([]);
  expect(openai.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  for (const secret of [environment.WEBHOOK_SECRET, environment.KEYHAWK_HOOK_SECRET, openai.adminKey]) {
    expect(output).not.toContain(secret);
  }
});

test("every wrong setting is listed before anything is asked", async () => {
  expect(await complaints({ ...environment, PORT: "many", DATABASE_URL: "mysql://db" })).toEqual([
    expect.stringMatching(/^problem settings: 2 settings are wrong:\n.*PORT.*\n.*DATABASE_URL/),
  ]);
});

test("credentials of another App, a closed database, a silent hook and a refused admin key are problems", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const wrong = await complaints({
    ...environment,
    PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    DATABASE_URL: "postgres://keyhawk:the-password@127.0.0.1:9/keyhawk",
    KEYHAWK_HOOK_URL: `http://127.0.0.1:${await freePort()}/`,
    OPENAI_ADMIN_KEY: makeKey("openai-admin-key", "another organisation's"),
  });
  expect(wrong).toEqual([
    expect.stringMatching(/^problem credentials: GitHub does not accept the App's own token \(401\)/),
    expect.stringMatching(/^problem database: The PostgreSQL server cannot be used: /),
    expect.stringMatching(/^problem hook: The revocation hook cannot be reached \(ECONNREFUSED\)\.$/),
    expect.stringMatching(/^problem admin key: OpenAI does not accept the admin key \(401\)/),
  ]);
  expect(wrong.join()).not.toContain("the-password");
});

test("a registration that lacks permissions, events and a webhook says what goes without them", async () => {
  const github = await startGitHub();
  try {
    const app = github.registerApp({
      slug: "keyhawk",
      webhookUrl: null,
      webhookSecret: "It is a secret",
      permissions: {
        ...{ metadata: "read", contents: "read", pull_requests: "read", checks: "write" },
        secret_scanning_alerts: "write",
      },
      events: ["push", "pull_request"],
    });
    const wrong = await complaints({
      ...environment,
      GHE_HOST: github.host,
      APP_ID: String(app.id),
      PRIVATE_KEY: app.privateKey,
      KEYHAWK_VERIFY: "off",
      KEYHAWK_REVOKE: "off",
      KEYHAWK_HOOK_URL: "",
      KEYHAWK_HOOK_SECRET: "",
    });
    expect(wrong).toEqual([
      expect.stringMatching(/^problem permissions: The App lacks pull_requests: write; issues: write \(for commands/),
      expect.stringMatching(/^warning events: The App lacks merge_group \(for checks of merge queues\); /),
      expect.stringMatching(
        /^warning alerts: The App may read GitHub's secret scanning alerts, and is not sent them\.$/,
      ),
      expect.stringMatching(/^problem webhook: The App has no webhook URL\.$/),
      expect.stringMatching(/^warning deliveries: GitHub has sent no webhook yet\.$/),
      expect.stringMatching(/^warning installations: The App is not installed anywhere\.$/),
      expect.stringMatching(/^warning response: Keys are reported and nothing revokes them\.$/),
    ]);
  } finally {
    await github.close();
  }
});

test("webhooks that fail are a problem until the newest one arrives", async () => {
  await world.push("topic", { "a.txt": "a\n" });
  await expect
    .poll(() => complaints(environment), { timeout: 20_000 })
    .toContainEqual(
      expect.stringMatching(/^problem deliveries: 1 of the last 1 webhook failed: 1 without an answer\.$/),
    );
  expect(await complaints({ ...environment, WEBHOOK_PATH: "/hooks" })).toContainEqual(
    expect.stringMatching(/^problem webhook: GitHub sends webhooks to the path \/api\/github\/webhooks, and the App/),
  );
});

test("GitHub that answers badly is a problem of its own, and the rest is checked all the same", async () => {
  const end = world.github.addFault({ status: 503, path: /^\/app\/hook\/config$/, times: Number.POSITIVE_INFINITY });
  try {
    expect(await complaints(environment)).toContainEqual(
      expect.stringMatching(/^problem webhook: This could not be read: GitHub answered 503\.$/),
    );
  } finally {
    end();
  }
});

test("each permission and event of app.yml is either vital or says what it is for", () => {
  const { default_permissions: permissions, default_events: events } = readManifest();
  for (const lacking of [
    ...Object.keys(permissions).map((name) => ({ permissions: { ...permissions, [name]: "none" }, events })),
    ...events.map((event) => ({ permissions, events: events.filter((other) => other !== event) })),
  ]) {
    const judged = unserved(granted(lacking, { permissions, events })).filter(({ result }) => result !== "ok");
    expect(judged).toHaveLength(1);
    if (judged[0]?.result === "warning") expect(judged[0].found).toContain("(for ");
  }
});
