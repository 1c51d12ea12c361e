import type { Node } from "web-tree-sitter";

/** Where GitHub offers `secrets` in a workflow: the keys from the file's root, `*` for any. */
const allowed = [
  "env.*",
  "jobs.*.env.*",
  "jobs.*.secrets.*",
  "jobs.*.outputs.*",
  "jobs.*.container.env.*",
  "jobs.*.container.credentials.*",
  "jobs.*.services.*.env.*",
  "jobs.*.services.*.credentials.*",
  "jobs.*.steps.env.*",
  "jobs.*.steps.with.*",
  "jobs.*.steps.run",
  "jobs.*.steps.name",
  "jobs.*.steps.working-directory",
].map((pattern) => new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", "[^.]+")}$`));

/** True for a workflow of GitHub Actions. */
export function isWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/i.test(path);
}

/** True where a value of a workflow can hold `${{ secrets.X }}`. */
export function offersSecrets(value: Node): boolean {
  const keys: string[] = [];
  for (let node: Node | null = value; node !== null; node = node.parent) {
    if (!/^(?:block_mapping_pair|flow_pair)$/.test(node.type)) continue;
    keys.unshift((node.childForFieldName("key")?.text ?? "").replace(/^["']|["']$/g, "").replaceAll(".", "_"));
  }
  return allowed.some((pattern) => pattern.test(keys.join(".")));
}
