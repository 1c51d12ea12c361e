import { stat } from "node:fs/promises";
import { join } from "node:path";
import { installGitHook } from "./git-hook.ts";
import type { HookName } from "./hook-script.ts";
import { installHuskyHook } from "./husky.ts";
import { installLefthookHook } from "./lefthook.ts";
import { installPreCommitHook } from "./pre-commit.ts";

interface HookManager {
  /** Names of files or folders at the root of a repository that uses it. */
  readonly signs: readonly string[];
  install(root: string, sign: string, hook: HookName): Promise<string>;
}

const managers: readonly HookManager[] = [
  {
    signs: [".pre-commit-config.yaml", ".pre-commit-config.yml"],
    // The framework passes only one ref to its pre-push hooks, however many are pushed.
    install: (root, sign, hook) =>
      hook === "pre-commit" ? installPreCommitHook(root, sign) : installGitHook(root, hook),
  },
  {
    signs: ["lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml", "lefthook.toml", "lefthook.json"],
    install: installLefthookHook,
  },
  { signs: [".husky"], install: installHuskyHook },
];

/** Installs a hook the way the repository manages its hooks; returns what it did. */
export async function installHook(root: string, hook: HookName): Promise<string> {
  for (const { signs, install } of managers) {
    for (const sign of signs) {
      if (await exists(join(root, sign))) return install(root, sign, hook);
    }
  }
  return installGitHook(root, hook);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
