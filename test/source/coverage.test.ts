import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { scanBytes } from "../../src/index.ts";
import { notScannedReasons } from "../../src/source/coverage.ts";
import { address } from "../../src/source/document.ts";
import { scanSource } from "./scanning.ts";

const page = readFileSync(new URL("../../docs/coverage.md", import.meta.url), "utf8");

it("the coverage page explains every not-scanned reason and what to do about it", () => {
  const table = page.split("## Reasons")[1] ?? "";
  const rows = [...table.matchAll(/^\| `([a-z-]+)` \| [^|]+ \| [^|]+ \|$/gm)].map(([, reason]) => reason);
  expect(rows).toEqual(Object.keys(notScannedReasons));
});

it("reports that the content behind a Git LFS pointer was not scanned", async () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 5\n`;
  const document = {
    address: address("blob", { path: "a.bin" }),
    bytes: Buffer.from(pointer),
    firstLine: 1,
    added: null,
  };
  const { coverage } = await scanSource([{ type: "document", document }]);
  expect(coverage.notScanned).toMatchObject([{ path: "a.bin", reason: "lfs-pointer" }]);
});

it("counts placeholders that are not reported", async () => {
  const segment = "a".repeat(20);
  const placeholder = ["sk-", segment, "T3Blbk", "FJ", segment].join("");
  const { findings, coverage } = await scanBytes(`one ${placeholder}\ntwo ${placeholder}\n`);
  expect(findings).toEqual([]);
  expect(coverage.placeholders).toBe(2);
});
