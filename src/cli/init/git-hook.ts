import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { makeFolder } from "../../make-folder.ts";
import { git } from "./git.ts";
import { type HookName, hookMarks, hookScript, isShellScript, withHookScript } from "./hook-script.ts";

/** Installs a plain git hook; an existing hook is extended or called, never overwritten. */
export async function installGitHook(root: string, hook: HookName): Promise<string> {
  const folder = await git(root, ["rev-parse", "--git-path", "hooks"]);
  const hooks = resolve(root, folder ?? ".git/hooks");
  const shared = await isShared(root, hooks);
  if (shared) {
    return `Installed no hook: this repository's hooks are in ${hooks}, outside of it (core.hooksPath). Add \`${hookMarks[hook]}\` to its ${hook} hook yourself.`;
  }
  const path = join(hooks, hook);
  const name = relative(root, path);
  const present = await read(path);
  await makeFolder(hooks);
  if (present === null) {
    await write(path, `#!/bin/sh\n${hookScript(hook)}`);
    return `Installed the hook ${name}.`;
  }
  if (present.includes(hookMarks[hook])) return `Kept the hook ${name}: it runs Keyhawk already.`;
  if (isShellScript(present) && present.startsWith("#!")) {
    await write(path, withHookScript(present, hook));
    return `Added Keyhawk to the hook ${name}, before what was there.`;
  }
  const before = `${hook}.before-keyhawk`;
  await rename(path, join(hooks, before));
  await write(path, `#!/bin/sh\n${hookScript(hook)}\nexec "$(dirname "$0")/${before}" "$@"\n`);
  return `Installed the hook ${name}; it runs what was there after Keyhawk, from ${before}.`;
}

/** True when the hooks are outside the repository, where other repositories run them too. */
async function isShared(root: string, hooks: string): Promise<boolean> {
  const own = await git(root, ["rev-parse", "--absolute-git-dir"]);
  const common = await git(root, ["rev-parse", "--git-common-dir"]);
  const homes = [root, own, common].flatMap((home) => (home === null ? [] : [resolve(root, home)]));
  return !homes.some((home) => hooks.startsWith(home + sep));
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return null;
  }
}

async function write(path: string, script: string): Promise<void> {
  await writeFile(path, script);
  await chmod(path, 0o755);
}
