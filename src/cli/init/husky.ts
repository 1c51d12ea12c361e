import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hookMark, hookScript, withHookScript } from "./hook-script.ts";

/** Adds Keyhawk to husky's pre-commit hook, before what is there. */
export async function installHuskyHook(root: string, folder: string): Promise<string> {
  const name = `${folder}/pre-commit`;
  const path = join(root, name);
  const present = await readFile(path, "utf8").catch(() => null);
  if (present === null) {
    await writeFile(path, hookScript, { mode: 0o755 });
    return `Installed the husky hook ${name}.`;
  }
  if (present.includes(hookMark)) return `Kept the husky hook ${name}: it runs Keyhawk already.`;
  await writeFile(path, withHookScript(present));
  return `Added Keyhawk to the husky hook ${name}, before what was there.`;
}
