import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isMap, isSeq, parseDocument } from "yaml";
import { version } from "../../version.ts";

const repository = "https://github.com/keyhawk/keyhawk";

/** Adds Keyhawk's repository to the pre-commit framework's configuration, preserving comments and order. */
export async function installPreCommitHook(root: string, name: string): Promise<string> {
  const path = join(root, name);
  const text = await readFile(path, "utf8");
  if (/\bid:\s*["']?keyhawk\b/.test(text)) return `Kept ${name}: it runs Keyhawk already.`;
  const document = parseDocument(text);
  const repos = isMap(document.contents) ? document.get("repos") : null;
  if (document.errors.length > 0 || !isSeq(repos)) {
    return `Changed nothing in ${name}: add the hook \`keyhawk\` of ${repository} yourself.`;
  }
  repos.add(document.createNode({ repo: repository, rev: `v${version}`, hooks: [{ id: "keyhawk" }] }));
  await writeFile(path, document.toString({ lineWidth: 0 }));
  return `Added Keyhawk to ${name}; run \`pre-commit install\` if this clone has not yet.`;
}
