import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import { type HookName, hookMarks, preCommitCommand } from "./hook-script.ts";

/** What lefthook runs. Git passes the refs on standard input and the remote's name as the first argument. */
const commands: Readonly<Record<HookName, { readonly run: string; readonly use_stdin?: true }>> = {
  "pre-commit": { run: preCommitCommand },
  "pre-push": { run: `npx --yes ${hookMarks["pre-push"]} {1}`, use_stdin: true },
};

/** Adds a command to lefthook's configuration, preserving comments and order. */
export async function installLefthookHook(root: string, name: string, hook: HookName): Promise<string> {
  const path = join(root, name);
  const text = await readFile(path, "utf8");
  if (text.includes(hookMarks[hook])) return `Kept ${name}: it runs Keyhawk already.`;
  const command = commands[hook];
  const input = command.use_stdin ? " with `use_stdin: true`" : "";
  const advice = `Changed nothing in ${name}: add a ${hook} command \`${command.run}\`${input} yourself.`;
  if (!/\.ya?ml$/.test(name)) return advice;
  const document = parseDocument(text);
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return advice;
  // Newer configurations list jobs, older ones name commands; lefthook accepts both, but a file should use one style.
  if (document.hasIn([hook, "jobs"])) {
    document.addIn([hook, "jobs"], document.createNode({ name: "keyhawk", ...command }));
  } else {
    document.setIn([hook, "commands", "keyhawk"], document.createNode(command));
  }
  await writeFile(path, document.toString({ lineWidth: 0 }));
  return `Added Keyhawk to ${name}; run \`lefthook install\` if this clone has not yet.`;
}
