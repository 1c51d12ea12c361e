import { expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { keyhawk } from "./command.ts";

/** Runs a scan in a process that a module has broken before its first line. */
function broken(module: string, input: string) {
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(module)}`;
  return keyhawk(["scan", "--stdin"], { input, env: { NODE_OPTIONS } });
}

const key = makeKey("openai-project-key", "defect");

test.for([
  { title: "is thrown by the command", module: `process.stdout.once = () => { throw new Error("${key}"); };` },
  { title: "breaks the engine, and the masking of keys with it,", module: "Map.groupBy = undefined;" },
  { title: "is thrown beside the command", module: `setTimeout(() => { throw new Error("${key}"); });` },
  { title: "rejects a promise that no one awaits", module: `setTimeout(() => Promise.reject(new Error("${key}")));` },
])("a defect that $title has an exit code of its own and shows no key", async ({ module }) => {
  const { code, stderr } = await broken(module, `KEY=${key}\n`);
  expect(stderr).toContain("This is a defect of Keyhawk, please report it: ");
  expect(stderr).not.toContain(key);
  expect(code).toBe(70);
});

test("a command that ends while it is waiting fails as a defect", async () => {
  const { code, stderr } = await broken("process.stdout.write = () => true;", "no key\n");
  expect(stderr).toMatch(/^keyhawk: This is a defect of Keyhawk, .*ended before it was done\.\n$/);
  expect(code).toBe(70);
});
