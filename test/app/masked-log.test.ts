import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createPatientOctokit } from "../../src/app/octokit.ts";
import { makeKey } from "../keys.ts";

test("at the level debug requests are logged, and a branch that is named after a key is masked in them", async () => {
  const key = makeKey("openai-project-key", "branch");
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(request.method === "GET" ? 404 : 200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const lines: string[] = [];
  const write = (...parts: readonly unknown[]) => void lines.push(JSON.stringify(parts));
  const log = { debug: write, info: write, warn: write, error: write };
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const octokit = new (createPatientOctokit(null))({ auth: { token: "none" }, baseUrl, log } as never);
  const repository = { owner: "acme", repo: "shop" };
  await octokit
    .request("GET /repos/{owner}/{repo}/compare/{basehead}", { ...repository, basehead: `fix/${key}...main` })
    .catch(() => {});
  await octokit.request("POST /repos/{owner}/{repo}/issues", { ...repository, title: key, body: "A body" });
  server.close();
  server.closeAllConnections();
  const text = lines.join("\n");
  expect(text).toContain("GET");
  expect(text).toContain("A body");
  expect(text).toContain(key.slice(-4));
  expect(text).not.toContain(key.slice(8, -4));
});
