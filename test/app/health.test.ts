import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type Backlog, createHealthHandler } from "../../src/app/health.ts";

async function answerTo(path: string, backlog: Backlog) {
  const handler = createHealthHandler(backlog, 600);
  const server = createServer(async (request, response) => {
    if (!(await handler(request, response))) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  return { code: response.status, ...((await response.json()) as object) };
}

const ago = (seconds: number) => async () => new Date(Date.now() - seconds * 1_000);
const never = async () => null;

test("both paths report the number of jobs, the age of the oldest, and how long one that could run has waited", async () => {
  const idle: Backlog = { depth: async () => 0, oldest: never, overdue: never };
  const busy: Backlog = { depth: async () => 3, oldest: ago(700), overdue: ago(40) };
  const ok = { code: 200, status: "ok", database: "ok" };
  for (const path of ["/healthz?probe", "/readyz"]) {
    expect(await answerTo(path, idle)).toEqual({ ...ok, queue: 0, oldest: 0, overdue: 0 });
    expect(await answerTo(path, busy)).toEqual({ ...ok, queue: 3, oldest: 700, overdue: 40 });
  }
});

test("a job that could run and waits too long makes the App late and not ready, but alive", async () => {
  const late: Backlog = { depth: async () => 3, oldest: ago(700), overdue: ago(700) };
  expect(await answerTo("/healthz", late)).toMatchObject({ code: 200, status: "late" });
  expect(await answerTo("/readyz", late)).toMatchObject({ code: 503, status: "late" });
});

test("without its database the App is not ready, but alive", async () => {
  const failing = async () => Promise.reject(new Error("gone"));
  const away: Backlog = { depth: failing, oldest: never, overdue: never };
  expect(await answerTo("/healthz", away)).toMatchObject({ code: 200, status: "failing" });
  expect(await answerTo("/readyz", away)).toMatchObject({ code: 503, status: "failing" });
});
