import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { keyhawk, temporaryFolder } from "./command.ts";

const directional = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

test.each(["text", "json", "sarif", "markdown"])("%s output never changes the direction of text", async (format) => {
  await using folder = await temporaryFolder();
  const key = makeKey("openai-project-key", "direction");
  await writeFile(join(folder.path, "app\u202egnp.py"), `x = "\u2066" # \u200f\nkey = "${key}" # \u202e\n`);
  const { code, stdout } = await keyhawk(["scan", "--format", format], { cwd: folder.path });
  expect(code).toBe(1);
  expect(stdout).toMatch(/202e|%E2%80%AE/);
  expect(stdout).not.toMatch(directional);
  if (format === "json") expect(JSON.parse(stdout).findings).toMatchObject([{ path: "app\u202egnp.py" }]);
});

test("a sentence on standard error never changes the direction of text", async () => {
  const { code, stderr } = await keyhawk(["scan", "no\u202esuch"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/no\\u\{202e\}such/);
  expect(stderr).not.toMatch(directional);
});
