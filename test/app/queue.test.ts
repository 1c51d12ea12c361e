import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql, type Transaction } from "kysely";
import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { awaitAnswer, takeAwaiting } from "../../src/incident/awaiting.ts";
import { type Database, type DatabasePlace, openDatabase } from "../../src/incident/database.ts";
import { lockFolder } from "../../src/incident/folder-lock.ts";
import { type Job, type NewJob, type Queue, type QueueSettings, Resting, type Worker } from "../../src/incident/job.ts";
import { responsesOf } from "../../src/incident/known-keys.ts";
import { beginPublication, changeOf, isNeighboured } from "../../src/incident/publication.ts";
import { hasComment, noteExamined, noteWritten, writtenOn } from "../../src/incident/pull-requests.ts";
import { startQueue } from "../../src/incident/queue.ts";
import { recordResponse } from "../../src/incident/responses.ts";
import { createSeal } from "../../src/incident/seal.ts";
import { recordSightings, type SeenKey } from "../../src/incident/sightings.ts";
import type { Tables } from "../../src/incident/tables.ts";
import type { Place } from "../../src/report/key-report.ts";
import { address } from "../../src/source/document.ts";
import { makeKey } from "../keys.ts";
import { compileDatabase } from "./compiled-database.ts";
import { newDataFolder } from "./data-folder.ts";
import { type PostgresServer, startPostgres } from "./postgres.ts";
import { until } from "./until.ts";

const seal = createSeal(new Uint8Array(32).fill(7));
const idle: Worker = { run: async () => {}, giveUp: async () => {} };
const idleWorkers = { examine: idle, respond: idle, publish: idle, history: idle };
const turn = { installation: 1, repository: "acme/shop", origin: "member" } as const;
/** `npm test` runs the file with a server, `npm run test:faults` with the embedded database. */
const where = inject("queueDatabase");

/** Without a delay between attempts. */
const quick = { limit: 2, delay: 1, maximum: 0 };

declare module "vitest" {
  interface ProvidedContext {
    readonly queueDatabase: "embedded PGlite" | "a PostgreSQL server";
  }
}

let server: PostgresServer;
let folder: string;

beforeAll(async () => {
  [server, folder] = await Promise.all([startPostgres(), newDataFolder(), compileDatabase()]);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  };
});

describe(`the queue on ${where}`, () => {
  let place: DatabasePlace;
  let database: Database;
  let queue: Queue;
  const messages: string[] = [];

  const start = async (settings: Partial<QueueSettings> = {}) => {
    const log = { warn: (text: string) => messages.push(text), error: (text: string) => messages.push(text) };
    queue = await startQueue(database, { seal, log, retry: quick, ...settings });
  };
  const restart = async (settings: Partial<QueueSettings> = {}) => {
    await queue.stop(0);
    await start(settings);
  };
  const addJobs = (...jobs: readonly (Omit<NewJob, "queue" | "turn"> & Partial<NewJob>)[]) =>
    database.tables.transaction().execute((transaction) =>
      queue.add(
        transaction,
        jobs.map((job) => ({ queue: "examine", turn, ...job })),
      ),
    );
  const add = async (id: string, key: string, payload: unknown, afresh = false) =>
    (await addJobs({ id, key, payload, afresh })).has(id);
  const record = async (transaction: Transaction<Tables>, owner: string, key: SeenKey) => {
    const [incident] = await recordSightings(transaction, owner, `${owner}/shop`, [key]);
    if (incident === undefined) throw new Error("No incident was recorded.");
    return incident;
  };

  beforeAll(async () => {
    place =
      where === "embedded PGlite"
        ? { type: "folder", path: folder }
        : { type: "server", url: await server.createDatabase("queue") };
    database = await openDatabase(place);
    await start();
  });

  afterAll(async () => {
    await queue.stop(0);
    await database.close();
  });

  test("runs a job once, runs jobs of one key one after another, and erases their payloads", async () => {
    const events: string[] = [];
    const examine: Worker = {
      ...idle,
      async run({ payload }: Job) {
        events.push(`begin ${payload}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
        events.push(`end ${payload}`);
      },
    };
    const id = randomUUID();
    expect(await add(id, "one", "a")).toBe(true);
    expect(await add(id, "one", "a")).toBe(false);
    await add(randomUUID(), "one", "b");
    const later = randomUUID();
    await addJobs({ queue: "publish", id: later, key: "later", payload: "c", delay: 60 });
    expect(await queue.depth()).toBe(3);
    const none = { waiting: 0, delayed: 0, running: 0, overdue: null };
    const stages = await queue.stages();
    expect(stages).toEqual([
      { ...none, queue: "examine", waiting: 2, overdue: expect.any(Date) },
      { ...none, queue: "respond" },
      { ...none, queue: "publish", delayed: 1 },
      { ...none, queue: "history" },
    ]);
    expect(Math.abs(Date.now() - (stages[0]?.overdue?.getTime() ?? 0))).toBeLessThan(60_000);
    await database.tables.deleteFrom("sealed_payload").where("job_id", "=", later).execute();
    await queue.work({ ...idleWorkers, examine });
    await until("both jobs", async () => ((await queue.depth()) === 0 ? true : null));
    expect(events).toEqual(["begin a", "end a", "begin b", "end b"]);
    expect(await add(id, "one", "a")).toBe(false);
  });

  test("starts no job but those that respond while something is being stored", async () => {
    const begun: string[] = [];
    const noting: Worker = { ...idle, run: async ({ payload }) => void begun.push(String(payload)) };
    await queue.stop(0);
    queue = await startQueue(database, { seal, log: { warn: () => {}, error: () => {} }, retry: quick });
    await addJobs(
      { id: randomUUID(), key: "held", payload: "examine" },
      { queue: "respond", id: randomUUID(), key: "held", payload: "respond" },
    );
    const storing = Promise.withResolvers<void>();
    queue.hold(storing.promise);
    await queue.work({ examine: noting, respond: noting, publish: noting, history: noting });
    await until("the urgent job", () => begun[0]);
    expect(begun).toEqual(["respond"]);
    storing.resolve();
    await until("the other job", () => begun[1]);
  });

  test("retries, finally gives up, and accepts the same job again afterwards", async () => {
    await restart();
    const attempts: number[] = [];
    const givenUp: string[] = [];
    const examine: Worker = {
      async run({ attempt }) {
        attempts.push(attempt);
        throw Object.assign(new Error("no luck"), { request: { body: "secret" } });
      },
      async giveUp({ payload }, { message }) {
        givenUp.push(`${payload}: ${message}`);
      },
    };
    await queue.work({ ...idleWorkers, examine });
    const id = randomUUID();
    await add(id, "two", "c");
    await until("the end", () => givenUp[0]);
    expect(attempts).toEqual([0, 1, 2]);
    expect(givenUp).toEqual(["c: no luck"]);
    await until("the erasure", async () => ((await queue.depth()) === 0 ? true : null));
    await until("the job to be taken anew", async () => ((await add(id, "two", "c")) ? true : null));
    await until("the second end", () => givenUp[1]);
  });

  test("drops jobs that were sealed under another key, and logs it", async () => {
    await add(randomUUID(), "three", "d");
    await queue.stop(0);
    await database.close();
    database = await openDatabase(place);
    await start({ seal: createSeal(new Uint8Array(32).fill(8)) });
    const lost: string[] = [];
    await queue.work({ ...idleWorkers, examine: { ...idle, lose: async (id) => void lost.push(id) } });
    await until("the erasure", async () => ((await queue.depth()) === 0 ? true : null));
    expect(lost).toHaveLength(1);
    expect(messages.join("\n")).toContain("sealed under another key");
  });

  test("migrates the single queue of an earlier version, and recognises its finished deliveries", async () => {
    await queue.stop(0);
    const boss = new PgBoss({ ...database.boss, schema: "keyhawk_queue", schedule: false });
    await boss.start();
    await boss.createQueue("change", { policy: "singleton" });
    const [waiting, finished] = [randomUUID(), randomUUID()];
    await boss.send("change", {}, { id: finished, singletonKey: "former" });
    await boss.complete("change", finished, {}, { includeQueued: true });
    await boss.send("change", {}, { id: waiting, singletonKey: "former" });
    await boss.stop({ graceful: false });
    const sealed = seal.seal(JSON.stringify("from before"), waiting);
    const row = { job_id: waiting, queue: "change", sealed, stored_at: new Date() };
    await database.tables
      .insertInto("sealed_payload")
      .values({ ...row, installation: 0, repository: "", origin: "member" })
      .execute();
    await start();
    const seen: unknown[] = [];
    await queue.work({ ...idleWorkers, examine: { ...idle, run: async ({ payload }) => void seen.push(payload) } });
    await until("the job", async () => ((await queue.depth()) === 0 ? true : null));
    expect(seen).toEqual(["from before"]);
    expect(await add(finished, "former", "again")).toBe(false);
  });

  test("a rate-limited installation delays no other, and no job is lost", async () => {
    await restart();
    const begun: unknown[] = [];
    const run = async ({ payload, attempt }: Job) => {
      begun.push(payload);
      if (payload === "limited" && attempt === 0) throw new Resting("The rate limit is used up", Date.now() + 2_000);
    };
    await queue.work({ ...idleWorkers, examine: { ...idle, run } });
    const jobs = ["limited", "resting"].map((payload) => ({ id: randomUUID(), key: payload, payload }));
    await addJobs(...jobs.slice(0, 1));
    await until("the limit", () => begun[0]);
    await addJobs(...jobs.slice(1), {
      id: randomUUID(),
      key: "other",
      payload: "other",
      turn: { ...turn, installation: 2 },
    });
    await until("all", async () => ((await queue.depth()) === 0 ? true : null));
    expect(begun.slice(0, 2)).toEqual(["limited", "other"]);
    expect(begun.slice(2).toSorted()).toEqual(["limited", "resting"]);
  });

  test.runIf(where === "a PostgreSQL server")(
    "a rate limit that one process met rests the installation in every other one",
    async () => {
      const limit: Worker = {
        ...idle,
        run: async () => {
          throw new Resting("The rate limit is used up", Date.now() + 60_000);
        },
      };
      await queue.work({ ...idleWorkers, examine: limit });
      await addJobs({ id: randomUUID(), key: "limited", payload: "limited" });
      await until("the limit", async () =>
        (await database.tables.selectFrom("rest").selectAll().executeTakeFirst()) === undefined ? null : true,
      );
      await restart();
      const begun: unknown[] = [];
      await queue.work({ ...idleWorkers, examine: { ...idle, run: async ({ payload }) => void begun.push(payload) } });
      await addJobs(
        { id: randomUUID(), key: "resting", payload: "resting" },
        { id: randomUUID(), key: "other", payload: "other", turn: { ...turn, installation: 2 } },
      );
      await until("the other installation", () => begun[0]);
      expect(begun).toEqual(["other"]);
      await database.tables.deleteFrom("rest").execute();
      await restart();
      await queue.work(idleWorkers);
      await until("the rest", async () => ((await queue.depth()) === 0 ? true : null));
      await restart();
    },
  );

  test("keeps one incident for a key, with a log that cannot be changed", async () => {
    const key = {
      fingerprint: "f".repeat(32),
      kind: "openai-project-key",
      masked: "sk-proj-…wXyZ",
      severity: "critical",
    } as const;
    const see = (...places: Place[]) =>
      database.tables.transaction().execute((transaction) => record(transaction, "Acme", { ...key, places }));
    const first = await see(placeOf("a.py", 1), placeOf("a.py", 1), placeOf("b.py", 2));
    const whole = placeOf("b.py", 2);
    const second = await see(placeOf("c.py", 3), { ...whole, address: { ...whole.address, type: "blob" } });
    expect(second.id).toBe(first.id);
    await database.tables
      .transaction()
      .execute((transaction) =>
        recordResponse(
          transaction,
          [first.id],
          { result: "revoked", message: "Done.", at: new Date().toISOString() },
          "hook",
        ),
      );
    expect((await responsesOf(database.tables, "ACME", [key.fingerprint])).get(key.fingerprint)).toMatchObject({
      result: "revoked",
    });
    const incident = await database.tables.selectFrom("incident").selectAll().executeTakeFirstOrThrow();
    expect(incident).toMatchObject({ owner: "acme", state: "revoked", response_message: "Done." });
    const sightings = await database.tables.selectFrom("sighting").select("path").orderBy("path").execute();
    expect(sightings.map(({ path }) => path)).toEqual(["a.py", "b.py", "c.py"]);
    const log = await database.tables.selectFrom("incident_log").select("event").orderBy("id").execute();
    expect(log.map(({ event }) => event)).toEqual(["opened", "seen", "hook-answered"]);
    await expect(database.tables.deleteFrom("incident_log").execute()).rejects.toThrow("append-only");
  });

  test("records any number of places, and names that the database cannot hold as they are", async () => {
    const raw = makeKey("openai-project-key", "a name");
    const place = (line: number): Place => ({
      address: address("blob", { path: `${raw}.zip`, author: "A\0", container: [`${raw}.zip`, "a\0b"] }),
      line,
      column: 1,
      endLine: line,
      endColumn: 2,
      encoding: [],
      excerpt: { text: "", start: 0, end: 0, partial: false },
    });
    const places = Array.from({ length: 7_000 }, (_, index) => place(index + 1));
    const seen = {
      fingerprint: "f".repeat(32),
      kind: "openai-project-key",
      masked: "…",
      severity: "critical",
      places,
    } as const;
    const { id } = await database.tables.transaction().execute(async (transaction) => {
      const incident = await record(transaction, "many", seen);
      const response = { result: "revoked", message: "a\0b", at: new Date().toISOString() } as const;
      await recordResponse(transaction, [incident.id], response, "hook");
      return incident;
    });
    const rows = await database.tables.selectFrom("sighting").selectAll().where("incident_id", "=", id).execute();
    expect(rows).toHaveLength(7_000);
    expect(JSON.stringify(rows)).not.toContain(raw);
  });

  test("a finished job restarts only on request, and a change sealed under another key is dropped", async () => {
    const runs: unknown[] = [];
    await restart();
    await queue.work({
      ...idleWorkers,
      examine: { ...idle, run: async ({ payload }: Job) => void runs.push(payload) },
    });
    const id = randomUUID();
    const addOnce = (payload: string, afresh: boolean) => add(id, id, payload, afresh);
    expect(await addOnce("first", true)).toBe(true);
    await until("the first run", async () => (runs.length === 1 && (await queue.depth()) === 0 ? true : null));
    await until("its end", async () => ((await addOnce("second", true)) ? true : null));
    await until("the second run", async () => (runs.length === 2 && (await queue.depth()) === 0 ? true : null));
    expect(await addOnce("third", false)).toBe(false);
    expect(runs).toEqual(["first", "second"]);

    const other = createSeal(new Uint8Array(32).fill(8));
    const taken = await database.tables.transaction().execute(async (transaction) => {
      const seen = {
        fingerprint: "e".repeat(32),
        kind: "openai-project-key",
        masked: "…",
        severity: "critical",
      } as const;
      const incident = await record(transaction, "sealed", { ...seen, places: [] });
      await awaitAnswer(transaction, other, incident.id, { key: "old", payload: 1 });
      await awaitAnswer(transaction, seal, incident.id, { key: "new", payload: 2 });
      return takeAwaiting(transaction, seal, incident.id);
    });
    expect(taken).toEqual([{ key: "new", payload: 2 }]);
  });

  test("recognises a late event, and remembers our comment", async () => {
    const name = { owner: "acme", repo: "shop", number: 7 };
    const at = (updatedAt: string, digest: string) =>
      database.tables.transaction().execute((transaction) => noteExamined(transaction, name, { updatedAt, digest }));
    expect(await at("2026-11-24T10:00:00Z", "a")).toBe("in-order");
    expect(await at("2026-11-24T10:00:05Z", "b")).toBe("in-order");
    expect(await at("2026-11-24T10:00:01Z", "c")).toBe("late");
    // GitHub's time has whole seconds: for two states of one second it is unknown which is newer.
    expect(await at("2026-11-24T10:00:05Z", "b")).toBe("in-order");
    expect(await at("2026-11-24T10:00:05Z", "d")).toBe("late");
    expect(await at("2026-11-24T10:00:05Z", "d")).toBe("in-order");
    expect(await hasComment(database.tables, name)).toBe(false);
    const written = { comment: 4_711, review: ["fingerprint a.py"] };
    await noteWritten(database.tables, { ...name, owner: "ACME" }, written);
    expect(await hasComment(database.tables, name)).toBe(true);
    expect(await writtenOn(database.tables, name)).toEqual(written);
  });

  test("says which transaction was committed, and which ones are open meanwhile", async () => {
    const committed: object[] = [];
    database.onCommit((transaction) => void committed.push(transaction));
    const before = new Set(database.openTransactions());
    let open: object[] = [];
    await database.tables.transaction().execute(async (transaction) => {
      await transaction.selectFrom("publication").select("external_id").execute();
      open = [...database.openTransactions()].filter((each) => !before.has(each));
    });
    expect(open.length).toBeGreaterThan(0);
    expect(open.some((transaction) => committed.includes(transaction))).toBe(true);
    const failed = database.tables.transaction().execute(async () => {
      throw new Error("Not this time.");
    });
    await expect(failed).rejects.toThrow("Not this time.");
    expect([...database.openTransactions()].filter((each) => open.includes(each))).toEqual([]);
  });

  test("remembers which check runs were created, and for which commits", async () => {
    const publication = (externalId: string, head: string | null) => ({ externalId, head });
    const one = publication("one", "Acme/shop@1");
    const begin = (started: ReturnType<typeof publication>, payload?: unknown) =>
      beginPublication(database.tables, started, payload === undefined ? null : { seal, payload });
    expect(await begin(one)).toBe("new");
    expect(await begin(one, { number: 7 })).toBe("known");
    expect(await begin(one, { number: 8 })).toBe("known");
    expect(await changeOf(database.tables, seal, "one")).toEqual({ number: 7 });
    expect(await changeOf(database.tables, createSeal(new Uint8Array(32).fill(8)), "one")).toBe(null);
    expect(await changeOf(database.tables, seal, "another")).toBe(null);
    expect(await isNeighboured(database.tables, one)).toBe(false);
    await begin(publication("push", null));
    await begin(publication("two", "acme/Shop@1"));
    expect(await isNeighboured(database.tables, one)).toBe(true);
    expect(await isNeighboured(database.tables, publication("push", null))).toBe(false);
    const push = (externalId: string, content: string) =>
      beginPublication(database.tables, { externalId, head: "acme/shop@2:push", content }, null);
    const together = await Promise.all([push("three", "red"), push("four", "red")]);
    expect(together.sort()).toEqual(["elsewhere", "new"]);
    expect(await push("five", "green")).toBe("new");
    expect(await push("five", "red")).toBe("known");
    expect(await push("six", "green")).toBe("new");
  });
});

test("a data folder is free if the process that locked it has ended, or its process id was reused", async () => {
  for (const holder of ["999999999 1", `${process.pid} 1`, `${process.ppid} 1`, "", "nonsense"]) {
    await writeFile(join(folder, "lock"), `${holder}\n`);
    const unlock = await lockFolder(join(folder, "lock"), folder);
    await unlock();
  }
});

test("two processes cannot open one data folder", async () => {
  const database = await openDatabase({ type: "folder", path: folder });
  await expect(openDatabase({ type: "folder", path: folder })).rejects.toThrow(/in use by process/);
  await database.close();
});

test("a database that restarts between two statements fails their transaction, and the next one works", async () => {
  const database = await openDatabase({ type: "server", url: await server.createDatabase("restarts") });
  const interrupted = database.tables.transaction().execute(async (transaction) => {
    await sql`select 1`.execute(transaction);
    await server.restart();
    await sql`select 1`.execute(transaction);
  });
  await expect(interrupted).rejects.toThrow();
  await database.tables.transaction().execute((transaction) => sql`select 1`.execute(transaction));
  await database.close();
});

function placeOf(path: string, line: number): Place {
  return {
    address: address("patch", { path, commit: "0".repeat(40), author: "Ada <ada@acme.example>" }),
    line,
    column: 1,
    endLine: line,
    endColumn: 2,
    encoding: [],
    excerpt: { text: "", start: 0, end: 0, partial: true },
  };
}
