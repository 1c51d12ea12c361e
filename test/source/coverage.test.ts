import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

it("every reason for not scanning something is explained, and no other", () => {
  const type = /export type NotScannedReason =([^;]*);/.exec(read("src/source/coverage.ts"))?.[1] ?? "";
  const reasons = [...type.matchAll(/\| "([a-z-]+)"/g)].map(([, reason]) => reason);
  expect(reasons).toContain("interrupted");
  const table = read("docs/coverage.md").split("## Reasons")[1] ?? "";
  const rows = [...table.matchAll(/^\| `([a-z-]+)` \| [^|]+ \| [^|]+ \|$/gm)].map(([, reason]) => reason);
  expect(rows).toEqual(reasons);
});
