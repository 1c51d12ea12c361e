import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type HookName, hookMarks, hookScript, withHookScript } from "./hook-script.ts";

/** Adds Keyhawk to a husky hook, before its existing commands. */
export async function installHuskyHook(root: string, folder: string, hook: HookName): Promise<string> {
  const name = `${folder}/${hook}`;
  const path = join(root, name);
  const present = await readFile(path, "utf8").catch(() => null);
  if (present === null) {
    await writeFile(path, hookScript(hook), { mode: 0o755 });
    return `Installed the husky hook ${name}.`;
  }
  if (present.includes(hookMarks[hook])) return `Kept the husky hook ${name}: it runs Keyhawk already.`;
  await writeFile(path, withHookScript(present, hook));
  return `Added Keyhawk to the husky hook ${name}, before what was there.`;
}
