import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import { hookCommand, hookMark } from "./hook-script.ts";

/** Adds a command to lefthook's configuration and leaves its comments and order alone. */
export async function installLefthookHook(root: string, name: string): Promise<string> {
  const path = join(root, name);
  const text = await readFile(path, "utf8");
  if (text.includes(hookMark)) return `Kept ${name}: it runs Keyhawk already.`;
  const advice = `Changed nothing in ${name}: add a pre-commit command \`${hookCommand}\` yourself.`;
  if (!/\.ya?ml$/.test(name)) return advice;
  const document = parseDocument(text);
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return advice;
  // Newer configurations list jobs, older ones name commands; lefthook refuses neither, but a file should have one style.
  if (document.hasIn(["pre-commit", "jobs"])) {
    document.addIn(["pre-commit", "jobs"], document.createNode({ name: "keyhawk", run: hookCommand }));
  } else {
    document.setIn(["pre-commit", "commands", "keyhawk", "run"], hookCommand);
  }
  await writeFile(path, document.toString({ lineWidth: 0 }));
  return `Added Keyhawk to ${name}; run \`lefthook install\` if this clone has not yet.`;
}
