import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfiguration } from "../../src/app/configuration.ts";
import { readEnvFile } from "../../src/app/setup/env-file.ts";
import { type RunningApp, startApp } from "../../src/app/start-app.ts";
import { openDatabase } from "../../src/incident/database.ts";

const pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n";

let folder: string;
let envFile: string;
let app: RunningApp;
let printed: string;
const asked: string[] = [];
/** GitHub, as far as making an App from a manifest goes. */
const github = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  const made = {
    id: 7,
    pem,
    webhook_secret: "a b",
    html_url: "https://github.example/apps/keyhawk",
    client_secret: "c",
  };
  response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify(made));
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keyhawk-setup-"));
  envFile = join(folder, ".env");
  printed = "";
  asked.length = 0;
  await new Promise<void>((resolve) => github.listen(0, "127.0.0.1", resolve));
  const GHE_HOST = `127.0.0.1:${(github.address() as AddressInfo).port}`;
  const print = (text: string) => {
    printed += text;
  };
  app = await startApp(readConfiguration({ HOST: "127.0.0.1", PORT: "0", GHE_HOST, GHE_PROTOCOL: "http" }), {
    envFile,
    print,
  });
});
afterEach(async () => {
  await app.stop();
  await new Promise((resolve) => github.close(resolve));
  await rm(folder, { recursive: true });
});

const address = () => /http:\S+\?token=(\S+)/.exec(printed) ?? [];
const open = (path: string) => fetch(`${app.url}${path}`, { redirect: "manual" });

test("the printed address offers the manifest: least permissions, the events that are handled, this server", async () => {
  expect(app.mode).toBe("setup");
  const [url = "", token] = address();
  const page = await (await fetch(url)).text();
  const value = /name="manifest" value="([^"]*)"/.exec(page)?.[1]?.replaceAll("&quot;", '"') ?? "{}";
  expect(JSON.parse(value)).toMatchObject({
    default_permissions: {
      metadata: "read",
      contents: "read",
      pull_requests: "write",
      issues: "write",
      discussions: "write",
      members: "read",
      checks: "write",
      merge_queues: "read",
    },
    default_events: [
      "push",
      "pull_request",
      "merge_group",
      "repository",
      "issue_comment",
      "issues",
      "pull_request_review",
      "pull_request_review_comment",
      "commit_comment",
      "release",
      "discussion",
      "discussion_comment",
      "gollum",
      "check_run",
    ],
    hook_attributes: { url: `${app.url}/api/github/webhooks` },
    redirect_url: `${app.url}/setup`,
  });
  expect(page).toContain(`/settings/apps/new?state=${token}"`);
  expect(asked).toEqual([]);
});

test("GitHub's code becomes a private file of credentials, and what was in the file stays", async () => {
  await writeFile(envFile, "KEYHAWK_VERIFY=auto\nAPP_ID=1\n", { mode: 0o644 });
  const response = await open(`/setup?code=abc123&state=${address()[1]}`);
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toBe("https://github.example/apps/keyhawk/installations/new");
  expect(asked).toEqual(["POST /api/v3/app-manifests/abc123/conversions"]);
  const written = { KEYHAWK_VERIFY: "auto", APP_ID: "7", PRIVATE_KEY: pem, WEBHOOK_SECRET: "a b" };
  expect(parseEnv(await readFile(envFile, "utf8"))).toEqual(written);
  expect((await stat(envFile)).mode & 0o777).toBe(0o600);
  expect(readEnvFile(envFile)).toEqual(written);
});

test("without the printed token nothing is shown, asked of GitHub or written", async () => {
  for (const path of ["/", "/?token=guess", "/setup?code=theirs", "/setup?code=theirs&state=guess", "/setup"]) {
    expect({ path, status: (await open(path)).status }).toEqual({ path, status: 403 });
  }
  const posted = await fetch(`${app.url}/setup?state=${address()[1]}`, { method: "POST", body: "{}" });
  expect(posted.status).toBe(405);
  expect(asked).toEqual([]);
  await expect(stat(envFile)).rejects.toThrow("ENOENT");
});

test("a file of credentials and a data folder that others can read are closed to them", async () => {
  await writeFile(envFile, "APP_ID=7\n");
  await chmod(envFile, 0o644);
  expect(readEnvFile(envFile)).toEqual({ APP_ID: "7" });
  expect((await stat(envFile)).mode & 0o777).toBe(0o600);
  await chmod(folder, 0o755);
  // A lock that cannot be taken: the folder must be closed before anything in it is opened.
  await mkdir(join(folder, "lock"));
  await expect(openDatabase({ type: "folder", path: folder })).rejects.toThrow();
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test("an embedded database that cannot be opened is a sentence that says what to check", async () => {
  const path = join(folder, "damaged");
  await mkdir(path, { mode: 0o700 });
  await writeFile(join(path, "postgres"), "not a folder");
  await expect(openDatabase({ type: "folder", path })).rejects.toThrow(
    /^The embedded database in .*damaged cannot be opened: .* Its files must belong to the user/,
  );
});
