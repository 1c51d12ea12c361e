import pg from "pg";
import { expect, test } from "vitest";
import { readConfiguration } from "../../src/app/configuration.ts";
import { makeKey } from "../keys.ts";
import { startApp } from "./app-process.ts";
import { sendWebhook } from "./send-webhook.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { createAppWorld } from "./world.ts";

test("processes with different roles do one App's work over one database", async () => {
  const repository = "acme/shop";
  const database = await serverDatabase();
  const world = await createAppWorld(repository, database);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const web = await startApp(world.environment({ KEYHAWK_ROLE: "web" }));
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
      startApp(world.environment({ KEYHAWK_ROLE: "worker" })),
      startApp(world.environment({ KEYHAWK_ROLE: "history", KEYHAWK_HISTORY_CONCURRENCY: "1" })),
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
      expect((await fetch(`${worker.url}/readyz`)).status).toBe(200);
      const body = JSON.stringify({ zen: "Keep it logically awesome." });
      const secret = world.environment().WEBHOOK_SECRET ?? "";
      const refused = await sendWebhook(body, { url: worker.url, event: "ping", secret });
      expect(refused.status).toBe(500);
    } finally {
      await Promise.all([worker.stop(), history.stop()]);
    }
    expect(world.github.comments(repository, number)).toHaveLength(1);
    expect(world.hook.received).toHaveLength(1);
  } finally {
    await web.stop();
    await client.end();
    await world.close();
  }
});

test("a role of its own needs a database that processes share", () => {
  expect(() => readConfiguration({ KEYHAWK_ROLE: "worker" })).toThrow(/The role worker .* set DATABASE_URL\./);
  expect(() => readConfiguration({ KEYHAWK_ROLE: "boss" })).toThrow(
    /KEYHAWK_ROLE must be one of all, web, worker, his/,
  );
  expect(readConfiguration({ KEYHAWK_ROLE: "web", DATABASE_URL: "postgres://db/keyhawk" }).role).toBe("web");
});
