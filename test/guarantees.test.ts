import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/guarantees.md"), "utf8");

/** Rows of the page's tables: promise, and the file and title of its test. */
const rows = [...page.matchAll(/^\| (?!promise \|)(?<promise>[^|]*?) \| (?<held>.*) \|$/gm)].map(({ groups }) => ({
  promise: groups?.promise ?? "",
  held: groups?.held ?? "",
}));

test("every promise names a test", () => {
  expect(rows.length).toBeGreaterThan(30);
  for (const { promise, held } of rows) expect(held, promise).toMatch(/^`test\/[\w/.-]+\.test\.ts` ".+"$/);
});

test.each(rows)("“$promise” is held by a test that exists", ({ held }) => {
  const [, file = "", title = ""] = /^`(.+?)` "(.+)"$/.exec(held) ?? [];
  const source = readFileSync(join(root, file), "utf8");
  expect(
    ['"', "'", "`"].some((quote) => source.includes(`${quote}${title}${quote}`)),
    `${file}: ${title}`,
  ).toBe(true);
});
