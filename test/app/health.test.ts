import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type Backlog, createHealthHandler } from "../../src/app/health.ts";

async function healthOf(backlog: Backlog) {
  const handler = createHealthHandler(backlog);
  const server = createServer(async (request, response) => {
    if (!(await handler(request, response))) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz?probe`);
  return { code: response.status, ...((await response.json()) as object) };
}

const ago = (seconds: number) => async () => new Date(Date.now() - seconds * 1_000);

test("/healthz reports the number of jobs and the age of the oldest, and fails when it is too old", async () => {
  const ok = { code: 200, status: "ok", database: "ok" };
  expect(await healthOf({ depth: async () => 0, oldest: async () => null })).toEqual({ ...ok, queue: 0, oldest: 0 });
  expect(await healthOf({ depth: async () => 3, oldest: ago(40) })).toEqual({ ...ok, queue: 3, oldest: 40 });
  expect(await healthOf({ depth: async () => 3, oldest: ago(700) })).toMatchObject({ code: 200, status: "late" });
});

test("/healthz answers 503 without the database", async () => {
  const failing = async () => Promise.reject(new Error("gone"));
  expect(await healthOf({ depth: failing, oldest: async () => null })).toMatchObject({ code: 503, status: "failing" });
});
