import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proxiedFetch } from "../../src/http/proxied-fetch.ts";
import { type ActionWorld, keys, repository, startWorld } from "../action/world.ts";
import { startApp } from "../app/app-process.ts";
import { serverDatabase } from "../app/server-database.ts";
import { until } from "../app/until.ts";
import { createAppWorld } from "../app/world.ts";
import { call } from "../cli/command.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { type ConnectProxy, startProxy } from "./connect-proxy.ts";
import { noNamespace, onlyThrough } from "./namespace.ts";

let world: ActionWorld;
let openai: OpenAIStandIn;
let proxy: ConnectProxy;
const received: string[] = [];
const hook = createServer((request, response) => {
  received.push(request.url ?? "");
  request.resume();
  response.end(JSON.stringify({ result: "manual", message: "Ask the owner." }));
});

beforeAll(async () => {
  [world, openai] = await Promise.all([startWorld(), startOpenAI(), once(hook.listen(0, "127.0.0.1"), "listening")]);
  proxy = await startProxy({ "github.invalid": new URL(world.github.url).host });
});
afterAll(async () => {
  hook.closeAllConnections();
  hook.close();
  await Promise.all([world[Symbol.asyncDispose](), openai.close(), proxy.close()]);
});

const hookUrl = () => `http://127.0.0.1:${(hook.address() as AddressInfo).port}/keys`;
const secret = `whsec_${randomBytes(24).toString("base64")}`;
/** The command as it is shipped: undici is bundled into it. */
const shipped = join(import.meta.dirname, "../../dist/cli.js");
const isolated = noNamespace();

test("the step reaches GitHub, the hook and OpenAI where nothing leaves but through the proxy", async (context) => {
  if (isolated !== null) return context.skip(isolated);
  const { number } = await world.github.openPullRequest({ repository, title: "A client", head: "leak" });
  openai.addKey(keys.source);
  const ended = await world.step("pull_request", await world.github.pullRequestEvent(repository, number), {
    inputs: { "hook-url": hookUrl(), "hook-secret": secret, verify: "direct", "openai-api-url": openai.baseURL },
    within: onlyThrough(proxy.socket),
  });
  expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { conclusion: "failure", keys: "3" } });
  expect(world.github.comments(repository, number)[0]?.body).toContain("Ask the owner.");
  expect(openai.requests.length).toBeGreaterThan(0);
  const hosts = [world.github.url, hookUrl(), openai.baseURL].map((url) => new URL(url).host);
  expect(new Set(proxy.targets)).toEqual(new Set(hosts));
});

test("the command line reaches GitHub and OpenAI where nothing leaves but through the proxy", async (context) => {
  if (isolated !== null) return context.skip(isolated);
  const { number } = await world.github.openPullRequest({ repository, title: "Once more", head: "leak" });
  const before = { targets: proxy.targets.length, requests: openai.requests.length };
  const token = world.github.createToken({ repository, permissions: { contents: "read", pull_requests: "read" } });
  const words = [process.execPath, shipped, "scan", `${repository}#${number}`, "--format", "json", "--verify"];
  const [command = "", ...args] = [...onlyThrough(proxy.socket), ...words];
  const env = { GITHUB_SERVER_URL: world.github.url, GITHUB_TOKEN: token, OPENAI_BASE_URL: openai.baseURL };
  const { code, stdout, stderr } = await call(command, args, { env });
  expect({ code, stderr, findings: JSON.parse(stdout).findings.length }).toEqual({ code: 1, stderr: "", findings: 3 });
  expect(proxy.targets.length).toBeGreaterThan(before.targets);
  expect(openai.requests.length).toBeGreaterThan(before.requests);
});

test("the App reaches a GitHub that only its proxy knows, and the hook", async () => {
  const acme = await createAppWorld("acme/proxied", await serverDatabase());
  const own = await startProxy({ "github.invalid": new URL(acme.github.url).host });
  const app = await startApp(acme.environment({ GHE_HOST: "github.invalid", HTTP_PROXY: own.url, NO_PROXY: "" }));
  acme.connect(app.url);
  const head = await acme.push("leak", { "a.py": `KEY = "${makeKey("openai-project-key", "proxied")}"\n` });
  await until("the check", () => acme.github.checkRuns("acme/proxied", head)[0]);
  await until("the hook's request", () => acme.hook.received[0]);
  expect(new Set(own.targets)).toEqual(new Set(["github.invalid:80", new URL(acme.hook.url).host]));
  await app.stop();
  await Promise.all([own.close(), acme.close()]);
});

test("hosts in NO_PROXY are reached directly, and a proxy that is no URL is refused without quoting it", async () => {
  const tunnels = proxy.targets.length;
  const through = proxiedFetch({ http_proxy: proxy.url, NO_PROXY: "example.com, 127.0.0.1" });
  expect((await through(hookUrl())).status).toBe(200);
  expect(proxy.targets).toHaveLength(tunnels);
  // The repository is private, and only the stand-in behind the proxy knows this name.
  expect((await through(`http://github.invalid/api/v3/repos/${repository}`)).status).toBe(404);
  expect(proxy.targets.slice(tunnels)).toEqual(["github.invalid:80"]);
  expect((await proxiedFetch({ http_proxy: "", HTTPS_PROXY: proxy.url, NO_PROXY: "*" })(hookUrl())).status).toBe(200);
  expect(() => proxiedFetch({ HTTPS_PROXY: "socks5://me:swordfish@proxy.example" })).toThrow(
    /^HTTPS_PROXY must be the URL of a proxy: http:\/\/proxy\.example\.com:3128\.$/,
  );
});
