import { expect, test } from "vitest";
import { spacedWrites } from "../../src/app/spaced-writes.ts";
import { openDatabase } from "../../src/incident/database.ts";
import { sharedWriteTurns } from "../../src/incident/write-turns.ts";
import { serverDatabase } from "./server-database.ts";

const interval = 20;
const repository = "http://127.0.0.1/api/v3/repos/acme/shop";

test("writes of all processes for one installation are spaced, and neither its reads nor other installations wait", async () => {
  const { url } = await serverDatabase();
  const databases = await Promise.all([1, 2].map(() => openDatabase({ type: "server", url })));
  try {
    const sent: { readonly what: string; readonly at: number }[] = [];
    const fetches = databases.map((database) => (installation: number) => (path: string, method: string) => {
      const send = async () => {
        sent.push({ what: `${installation} ${method} ${path}`, at: performance.now() });
        return new Response("{}");
      };
      const turns = sharedWriteTurns(database);
      return spacedWrites(send, turns, installation, interval)(`${repository}${path}`, { method });
    });
    const started = performance.now();
    await Promise.all(
      fetches.flatMap((fetchOf) => [
        ...[1, 2, 3].map(() => fetchOf(1)("/check-runs", "POST")),
        ...[1, 2].map(() => fetchOf(2)("/issues/7/comments", "POST")),
        fetchOf(1)("/check-runs", "GET"),
      ]),
    );
    const times = (what: string) => sent.flatMap((each) => (each.what === what ? [each.at] : []));
    // On a busy machine even the first of them may be sent late.
    const span = (what: string) => Math.max(...times(what)) - started;
    expect([times("1 POST /check-runs").length, times("2 POST /issues/7/comments").length]).toEqual([6, 4]);
    // Timers may be a millisecond early.
    expect(span("1 POST /check-runs")).toBeGreaterThan(5 * interval - 5);
    expect(span("2 POST /issues/7/comments")).toBeGreaterThan(9 * interval - 5);
    expect(sent.slice(0, 4).filter(({ what }) => what === "1 GET /check-runs")).toHaveLength(2);
  } finally {
    await Promise.all(databases.map((database) => database.close()));
  }
});
