import { Octokit } from "@octokit/core";
import { expect, test } from "vitest";
import { requestBytes } from "../../src/github/client/request-bytes.ts";

test("a response whose body somebody else has read is not taken for an empty file", async () => {
  const client = new Octokit();
  client.hook.wrap("request", () => ({ status: 200, headers: {}, url: "", data: "policy" }) as never);
  const parameters = { owner: "acme", repo: "shop", path: ".github/keyhawk.yml" };
  const options = { accept: "application/vnd.github.raw+json", maximumBytes: 1_000 };
  const route = "GET /repos/{owner}/{repo}/contents/{path}";
  await expect(requestBytes(client, route, parameters, options)).rejects.toThrow("was not read");
});
