import { stat } from "node:fs/promises";
import { join } from "node:path";
import { installGitHook } from "./git-hook.ts";
import { installHuskyHook } from "./husky.ts";
import { installLefthookHook } from "./lefthook.ts";
import { installPreCommitHook } from "./pre-commit.ts";

const managers: readonly { readonly signs: readonly string[]; install(root: string, sign: string): Promise<string> }[] =
  [
    { signs: [".pre-commit-config.yaml", ".pre-commit-config.yml"], install: installPreCommitHook },
    {
      signs: ["lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml", "lefthook.toml", "lefthook.json"],
      install: installLefthookHook,
    },
    { signs: [".husky"], install: installHuskyHook },
  ];

/** Installs the pre-commit hook the way the repository manages its hooks; says what it did. */
export async function installHook(root: string): Promise<string> {
  for (const { signs, install } of managers) {
    for (const sign of signs) {
      if (await exists(join(root, sign))) return install(root, sign);
    }
  }
  return installGitHook(root);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
