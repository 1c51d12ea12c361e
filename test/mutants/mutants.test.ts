import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { mutants } from "./mutants.ts";

const root = join(import.meta.dirname, "../..");

it("names code and tests that exist", () => {
  for (const { file, from, to, tests } of mutants) {
    const times = readFileSync(join(root, "src", file), "utf8").split(from).length - 1;
    expect({ file, from, times }).toEqual({ file, from, times: 1 });
    expect(to).not.toBe(from);
    for (const name of tests)
      expect({ name, exists: existsSync(join(root, "test", name)) }).toMatchObject({ exists: true });
  }
});
