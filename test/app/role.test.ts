import pg from "pg";
import { expect, test } from "vitest";
import { readConfiguration } from "../../src/app/configuration.ts";
import { makeKey } from "../keys.ts";
import { startApp } from "./app-process.ts";
import { type Collector, startCollector } from "./collector.ts";
import { sendWebhook } from "./send-webhook.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { createAppWorld } from "./world.ts";

test("processes with different roles do one App's work over one database, in one trace", async () => {
  const repository = "acme/shop";
  const database = await serverDatabase();
  const world = await createAppWorld(repository, database);
  const collector = await startCollector();
  const tracing = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_HEADERS: "x-token=of the collector",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment=test",
  };
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const web = await startApp(world.environment({ KEYHAWK_ROLE: "web", ...tracing }));
  const { WEBHOOK_SECRET: secret = "" } = world.environment();
  world.connect(web.url);
  try {
    const key = makeKey("openai-project-key", "role");
    await world.push("feature", { "a.py": `key = "${key}"\n` });
    const { number } = await world.github.openPullRequest({ repository, title: "Roles", head: "feature" });
    await world.github.settled();
    const jobs = async () => Number((await client.query("select count(*) from keyhawk.sealed_payload")).rows[0]?.count);
    expect(await jobs()).toBe(2);
    expect((await client.query("select from keyhawk.history")).rows).toEqual([]);

    const [worker, history] = await Promise.all([
      startApp(
        world.environment({
          KEYHAWK_ROLE: "worker",
          LOG_FORMAT: "json",
          ...tracing,
          OTEL_SERVICE_NAME: "keyhawk-worker",
        }),
      ),
      startApp(
        world.environment({
          KEYHAWK_ROLE: "history",
          KEYHAWK_HISTORY_CONCURRENCY: "1",
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        }),
      ),
    ]);
    try {
      await until("the hook's request", () => world.hook.received[0]);
      await until("the comment", () =>
        world.github.comments(repository, number)[0]?.body.includes(key.slice(-4)) ? true : null,
      );
      await until("the history", async () => {
        const { rows } = await client.query("select state from keyhawk.history where part = 'code'");
        return rows[0]?.state === "scanned" ? true : null;
      });
      const delivery = world.github.deliveries.find(({ event }) => event === "pull_request")?.guid;
      await until("the log of the pull request", () => {
        const lines = worker
          .output()
          .split("\n")
          .filter((line) => line.includes(`"delivery":"${delivery}"`));
        return lines.some((line) => line.includes('"queue":"examine"')) ? true : null;
      });
      const answered = worker
        .output()
        .split("\n")
        .find((line) => line.includes("The revocation hook answered"));
      expect(JSON.parse(answered ?? "{}")).toMatchObject({
        queue: "respond",
        delivery: expect.stringMatching(/^[\w-]{36}$/),
      });
      expect((await fetch(`${worker.url}/readyz`)).status).toBe(200);
      const body = JSON.stringify({ zen: "Keep it logically awesome." });
      const refused = await sendWebhook(body, { url: worker.url, event: "ping", secret });
      expect(refused.status).toBe(500);
    } finally {
      await Promise.all([worker.stop(), history.stop()]);
    }
    expect(world.github.comments(repository, number)).toHaveLength(1);
    expect(world.hook.received).toHaveLength(1);
    const named = JSON.stringify({ repository: { full_name: `acme/${key}` } });
    await sendWebhook(named, { url: web.url, event: "ping", secret });
    const { payload } = world.github.deliveries.findLast(({ event }) => event === "push") ?? {};
    const headers = { "x-github-delivery": key };
    await sendWebhook(JSON.stringify(payload), { url: web.url, event: "push", secret, headers });
    const { rows } = await client.query("select data::text from keyhawk_queue.job where data is not null");
    expect(rows.some(({ data }) => data.includes("delivery"))).toBe(true);
    expect(rows.some(({ data }) => data.includes(key))).toBe(false);
    await web.stop();
    expectTraces(collector, key);
  } finally {
    await web.stop();
    collector.close();
    await client.end();
    await world.close();
  }
});

/** What comes of a delivery is in its trace, in whichever process it happens, and no key is in any. */
function expectTraces({ requests, spans }: Collector, key: string): void {
  const all = spans();
  const root = all.find(({ name }) => name === "webhook pull_request");
  const ofPull = all.filter(({ traceId }) => traceId === root?.traceId);
  const childrenOf = (name: string) => {
    const ids = ofPull.filter((span) => span.name === name).map(({ spanId }) => spanId);
    return ofPull.filter(({ parentSpanId = "" }) => ids.includes(parentSpanId));
  };
  expect(root?.attributes).toMatchObject({ "keyhawk.event": "pull_request", "keyhawk.repository": "acme/shop" });
  expect(root?.resource).toMatchObject({ "service.name": "keyhawk", "deployment.environment": "test" });
  const examination = childrenOf("webhook pull_request");
  expect(examination.map(({ name }) => name)).toEqual(["process examine"]);
  expect(examination[0]?.resource).toMatchObject({ "service.name": "keyhawk-worker" });
  const examined = childrenOf("process examine").map(({ name }) => name);
  expect(examined).toEqual(expect.arrayContaining(["GET /repos/{owner}/{repo}/compare/{basehead}", "process publish"]));
  const published = childrenOf("process publish").map(({ name }) => name);
  expect(published).toContain("POST /repos/{owner}/{repo}/issues/{issue_number}/comments");
  const hook = all.find(({ name }) => name === "POST hook");
  expect(all.find(({ spanId }) => spanId === hook?.parentSpanId)?.name).toBe("process respond");
  expect(hook?.attributes).toMatchObject({ "server.address": "127.0.0.1", "http.response.status_code": 200 });

  const types = requests.map(({ path, type, token }) => `${path} ${type} ${token}`);
  expect(new Set(types)).toEqual(
    new Set(["/v1/traces application/x-protobuf ", "/v1/traces application/json of the collector"]),
  );
  expect(all.map(({ attributes }) => attributes["keyhawk.repository"])).toContain(`acme/sk-proj-…${key.slice(-4)}`);
  for (const { body } of requests) expect(body.includes(key)).toBe(false);
}

test("a role of its own needs a database that processes share", () => {
  expect(() => readConfiguration({ KEYHAWK_ROLE: "worker" })).toThrow(/The role worker .* set DATABASE_URL\./);
  expect(() => readConfiguration({ KEYHAWK_ROLE: "boss" })).toThrow(
    /KEYHAWK_ROLE must be one of all, web, worker, his/,
  );
  expect(readConfiguration({ KEYHAWK_ROLE: "web", DATABASE_URL: "postgres://db/keyhawk" }).role).toBe("web");
});
