import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { git, temporaryFolder } from "../cli/command.ts";
import { headOf } from "../git-head.ts";
import { type GitHubStandIn, startGitHub } from "../github/github.ts";
import { makeKey } from "../keys.ts";
import type { Ended, Run } from "./runner.ts";
import { runStep } from "./runner.ts";

export const repository = "acme/shop";

/** Keys that the leaking branch of {@link startWorld} brings in. */
export const keys = {
  source: makeKey("openai-project-key", "action:source"),
  manifest: makeKey("openai-service-account-key", "action:manifest"),
  removed: makeKey("openai-admin-key", "action:removed"),
};

/** Everything that a workflow may do when it asks for it. */
export const everything = { contents: "read", checks: "write", pull_requests: "write" } as const;

export type ActionWorld = Awaited<ReturnType<typeof startWorld>>;

/** A GitHub with a repository, a clone of it, and pushed branches: `main`, `clean`, and `leak`. */
export async function startWorld() {
  const github = await startGitHub();
  const folder = await temporaryFolder();
  const clone = folder.path;
  const { cloneUrl } = await github.createRepository(repository, { private: true });
  await git(clone, "init", "--quiet", "--initial-branch=main");
  await git(clone, "remote", "add", "origin", cloneUrl);

  const commit = async (message: string, files: Readonly<Record<string, string>>): Promise<string> => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(clone, path)), { recursive: true });
      await writeFile(join(clone, path), text);
    }
    await git(clone, "add", "--all");
    await git(clone, "commit", "--quiet", "--message", message);
    return headOf(clone);
  };
  const branch = (name: string, from = "main") => git(clone, "checkout", "--quiet", "-B", name, from);
  const push = (...refs: string[]) => git(clone, "push", "--quiet", "origin", ...refs);

  const first = await commit("One", { "README.md": "# shop\n" });
  await branch("clean");
  await commit("Clean", { "app/shop.py": "import os\n" });
  await branch("leak");
  await commit("A client", {
    "app/main.py": `from openai import OpenAI\n\nclient = OpenAI(api_key="${keys.source}")\n`,
  });
  await commit("A secret", {
    "deploy/secret.yaml": `kind: Secret\ndata:\n  key: ${Buffer.from(keys.manifest).toString("base64")}\n`,
  });
  await commit("By hand", { "try.sh": `export OPENAI_ADMIN_KEY=${keys.removed}\n` });
  await commit("Not by hand", { "try.sh": "true\n" });
  await push("main", "clean", "leak");

  return {
    github,
    clone,
    first,
    commit,
    branch,
    push,
    /** Runs the step for an event, with a token of these permissions. */
    step(
      event: string,
      payload: unknown,
      settings: Partial<Run> & { permissions?: Parameters<GitHubStandIn["createToken"]>[0]["permissions"] } = {},
    ): Promise<Ended> {
      const { permissions = everything, ...rest } = settings;
      const token = github.createToken({ repository, permissions });
      return runStep({ event, payload, repository, serverUrl: github.url, apiUrl: github.apiUrl, token, ...rest });
    },
    async [Symbol.asyncDispose]() {
      await github.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
