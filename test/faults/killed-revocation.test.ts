import { expect, test } from "vitest";
import { folderDatabase } from "../app/app-database.ts";
import { atOnce, startApp } from "../app/app-process.ts";
import { incidentOf } from "../app/incident-of.ts";
import { filesHolding, holds } from "../app/leaked-bytes.ts";
import { until } from "../app/until.ts";
import { createAppWorld } from "../app/world.ts";
import { makeKey } from "../keys.ts";
import { startOpenAI } from "../openai/openai.ts";

const repository = "acme/shop";

test("killed while OpenAI answers different steps of five revocations, the App deletes each key once", async () => {
  await using stack = new AsyncDisposableStack();
  const database = await folderDatabase();
  const world = await createAppWorld(repository, database);
  stack.defer(() => world.close());
  const openai = await startOpenAI();
  stack.defer(() => openai.close());
  openai.logAudits();
  const steps = ["proof", "deletion", "deletion's answer", "death", "audit"] as const;
  const keys = steps.map((step) => {
    const raw = makeKey("openai-project-key", `kill ${step}`);
    return { step, raw, id: openai.addKey(raw, { project: "Shop", name: step }).id };
  });
  const [proof, deletion, answer, death] = keys.map(({ id }) => id);
  let met = 0;
  const hang = (fault: Parameters<typeof openai.fail>[0]) =>
    openai.fail({
      manner: "silent",
      met: () => {
        met += 1;
      },
      ...fault,
    });
  hang({ path: /\/models$/, by: proof ?? "" });
  hang({ method: "DELETE", path: new RegExp(`${deletion}$`) });
  hang({ method: "DELETE", path: new RegExp(`${answer}$`), work: "done" });
  hang({ path: /\/models$/, by: death ?? "", skip: 1 });
  hang({ path: /\/audit_logs$/ });
  const environment = world.environment({
    ...{ LOG_LEVEL: "debug", KEYHAWK_REVOKE: "proven" },
    ...{ OPENAI_ADMIN_KEY: openai.adminKey, OPENAI_BASE_URL: openai.baseURL },
  });
  const first = await startApp(environment, atOnce);
  stack.defer(() => first.stop());
  world.connect(first.url);
  await world.push("revoked", { "a.env": keys.map(({ raw }, index) => `OPENAI_API_KEY_${index}=${raw}\n`).join("") });
  const { number } = await world.github.openPullRequest({ repository, title: "Five keys", head: "revoked" });
  await until("every step to hang", () => (met === keys.length ? true : null));
  await first.signal("SIGKILL");

  const second = await startApp(environment, atOnce);
  stack.defer(() => second.stop());
  world.connect(second.url);
  const comment = () => world.github.comments(repository, number)[0]?.body ?? "";
  await until("all keys to be revoked", () => (comment().match(/Revoked at /g)?.length === keys.length ? true : null));
  const incidents = await Promise.all(keys.map(({ raw }) => incidentOf(environment, raw)));
  await second.signal("SIGTERM");
  const output = first.output() + second.output();
  for (const [index, { step, raw, id }] of keys.entries()) {
    expect(openai.isAlive(raw), step).toBe(false);
    const deletions = openai.requests.filter(({ method, path }) => method === "DELETE" && path.endsWith(id));
    // The first of this key did not reach OpenAI.
    expect(deletions, step).toHaveLength(step === "deletion" ? 2 : 1);
    const { state, response, log = [] } = incidents[index] ?? {};
    expect([state, response?.result], step).toEqual(["revoked", "revoked"]);
    const events = log.map(({ event }) => event);
    expect(events.indexOf("revoking"), step).toBeLessThan(events.lastIndexOf("revocation"));
    expect(
      events.filter((event) => event === "revocation"),
      step,
    ).toHaveLength(1);
    expect(holds(output, raw)).toBe(false);
    expect(await filesHolding(database.folder, raw)).toEqual([]);
  }
  expect(world.hook.received).toEqual([]);
}, 240_000);
