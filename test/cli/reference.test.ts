import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { generate, pages } from "../../scripts/reference.ts";
import { inputNames } from "../../src/action/inputs.ts";

const root = join(import.meta.dirname, "../..");

test.each(pages)("%s says what the code does", async (page) => {
  expect(await readFile(join(root, page), "utf8")).toBe(await generate(page));
});

test("action.yml declares exactly the inputs that the step reads", async () => {
  const manifest = parse(await readFile(join(root, "action.yml"), "utf8"));
  expect(Object.keys(manifest.inputs)).toEqual(inputNames);
  expect(manifest.runs).toEqual({ using: "node24", main: "dist/index.js" });
});
