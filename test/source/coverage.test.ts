import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { notScannedReasons } from "../../src/source/coverage.ts";

const page = readFileSync(new URL("../../docs/coverage.md", import.meta.url), "utf8");

it("the page of coverage explains every reason for not scanning something, and says what to do about it", () => {
  const table = page.split("## Reasons")[1] ?? "";
  const rows = [...table.matchAll(/^\| `([a-z-]+)` \| [^|]+ \| [^|]+ \|$/gm)].map(([, reason]) => reason);
  expect(rows).toEqual(Object.keys(notScannedReasons));
});
