import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HookRequest } from "../../src/respond/hook/request.ts";
import { shown } from "./runner.ts";
import { type ActionWorld, keys, repository, startWorld } from "./world.ts";

let world: ActionWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

const secret = `whsec_${randomBytes(24).toString("base64")}`;

/** A receiver that answers each request in turn with a status, and a body for 200. */
async function startReceiver(answer: (request: HookRequest, count: number) => { status: number; body?: object }) {
  const received: HookRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const verified = new Webhook(secret).verify(body, request.headers as Record<string, string>) as HookRequest;
    received.push(verified);
    const { status, body: said } = answer(verified, received.length);
    response.writeHead(status, { "content-type": "application/json" }).end(said ? JSON.stringify(said) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/keys`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("the hook receives each key in a signed request in every run, and its answers are in the comment", async () => {
  const { github } = world;
  // The first request fails for a moment.
  await using receiver = await startReceiver((_request, count) =>
    count === 1
      ? { status: 503 }
      : { status: 200, body: { result: "revoked", message: "Deleted in the project shop." } },
  );
  const pull = await github.openPullRequest({ repository, title: "A client", head: "leak" });
  const inputs = { "hook-url": receiver.url, "hook-secret": secret, suggestions: "false" };
  const ended = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number), { inputs });
  // Revoked, but two of the three are still in the head.
  expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { conclusion: "failure" } });
  expect(receiver.received).toHaveLength(4);
  expect(new Set(receiver.received.map((request) => request.data.credential))).toEqual(new Set(Object.values(keys)));
  const [comment] = github.comments(repository, pull.number);
  expect(comment?.body).toContain("Deleted in the project shop");
  expect(comment?.body).not.toMatch(/waits? for an answer/);
  for (const key of Object.values(keys)) expect(shown(ended.stdout)).not.toContain(key);
  expect(shown(ended.stdout)).not.toContain(secret);

  const again = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number), {
    inputs,
    attempt: 2,
  });
  expect(again.code).toBe(1);
  // No comment spares a call: the receiver knows a repeated request by its id.
  expect(receiver.received).toHaveLength(7);
});

test("above the limit, the hook and the report say how many keys the hook is not called about", async () => {
  const { github } = world;
  await using receiver = await startReceiver(() => ({ status: 200, body: { result: "revoked" } }));
  const pull = await github.openPullRequest({ repository, title: "Many", head: "leak" });
  const ended = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number), {
    inputs: { "hook-url": receiver.url, "hook-secret": secret, suggestions: "false" },
    env: { KEYHAWK_ASK_LIMIT: "2" },
  });
  expect(ended).toMatchObject({ code: 1, outputs: { complete: "false" } });
  expect(receiver.received.map(({ type }) => String(type)).toSorted()).toEqual([
    "openai.key.leaked",
    "openai.key.leaked",
    "openai.keys.unasked",
  ]);
  const summary = receiver.received.find(({ type }) => String(type) === "openai.keys.unasked");
  expect(summary?.data).toMatchObject({
    owner: "acme",
    pullRequest: pull.number,
    keys: 3,
    unasked: 1,
    limit: "change",
  });
  expect(github.comments(repository, pull.number)[0]?.body).toContain("1 key of 3");
});

test("a hook that keeps failing is called three times for each key, and the comment says to revoke by hand", async () => {
  const { github } = world;
  await using receiver = await startReceiver(() => ({ status: 500 }));
  const pull = await github.openPullRequest({ repository, title: "Again", head: "leak" });
  const inputs = { "hook-url": receiver.url, "hook-secret": secret, suggestions: "false" };
  const ended = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number), { inputs });
  expect(ended.code).toBe(1);
  expect(receiver.received).toHaveLength(9);
  const [comment, ...others] = github.comments(repository, pull.number);
  expect(others).toEqual([]);
  expect(comment?.body).toMatch(/by hand/);
});
