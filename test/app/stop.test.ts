import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { startApp } from "./app-process.ts";
import { sendWebhook } from "./send-webhook.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";
let world: AppWorld;

beforeAll(async () => {
  world = await createAppWorld(repository, await serverDatabase());
});
afterAll(() => world.close());

/** Sends the push that was delivered last once for each of some branches. */
async function flood(url: string, branches: readonly string[]): Promise<void> {
  const { payload } = world.github.deliveries.findLast(({ event }) => event === "push") ?? {};
  for (const branch of branches) {
    const body = JSON.stringify({ ...(payload as object), ref: `refs/heads/${branch}` });
    const { status } = await sendWebhook(body, { url, event: "push", secret: "It is a secret" });
    expect(status).toBe(202);
  }
}

test("a flood delays no other installation, and SIGTERM shuts the App down cleanly while neither GitHub nor a collector answers", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const collector = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const first = await startApp(
    world.environment({
      KEYHAWK_FIRST_BYTE_TIMEOUT: "60",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector,
      OTEL_EXPORTER_OTLP_TIMEOUT: "60000",
    }),
  );
  world.connect(first.url);
  const key = makeKey("openai-project-key", "stop");
  const end = world.github.addFault({
    path: /\/acme\/shop\/compare\//,
    manner: "silent",
    times: Number.POSITIVE_INFINITY,
  });
  const heads: string[] = [];
  for (const branch of ["one", "two", "three", "four", "five"]) {
    heads.push(await world.push(branch, { [`${branch}.py`]: `KEY = "${key}"\n` }));
  }
  await world.push("calm", { "calm.txt": "Nothing.\n" });
  await world.github.settled();
  await until("GitHub to be asked", () => world.github.requests.find(({ path }) => path.includes("/compare/")));
  await flood(
    first.url,
    Array.from({ length: 20 }, (_, index) => `flood-${index}`),
  );
  world.install("other");
  const urgent = makeKey("openai-project-key", "elsewhere");
  const elsewhere = await world.github.createRepository("other/site");
  await world.pushTo(elsewhere.cloneUrl, { "a.py": `KEY = "${urgent}"\n` });
  await until("the hook", () => world.hook.received.find(({ request }) => request.data.credential === urgent));
  const asked = world.github.requests.filter(({ path }) => path.includes(`/${repository}/compare/`));
  // Of 26 pushes, only as many were started as one installation may have at a time.
  expect(asked.length).toBeLessThanOrEqual(8);

  const begun = Date.now();
  const code = await first.signal("SIGTERM");
  expect(Date.now() - begun).toBeLessThan(25_000);
  silent.closeAllConnections();
  silent.close();
  expect({ code, output: first.output() }).toMatchObject({
    code: 0,
    output: expect.not.stringMatching(/closed|defect/),
  });

  end();
  const second = await startApp(world.environment());
  world.connect(second.url);
  for (const head of heads) {
    await until("the check", () => world.github.checkRuns(repository, head)[0]);
  }
  expect(heads.map((head) => world.github.checkRuns(repository, head).length)).toEqual([1, 1, 1, 1, 1]);
  await second.signal("SIGTERM");
}, 180_000);
