import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";

const folder = new URL("../../src/grammars/", import.meta.url);
const sources = readFileSync(new URL("SOURCES.txt", folder), "utf8").trimEnd().split("\n");

test("the grammars are those of the packages that their list names, byte for byte", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".wasm.br"));
  const actual = files.map((name) => {
    const bytes = brotliDecompressSync(readFileSync(new URL(name, folder)));
    return `${createHash("sha256").update(bytes).digest("hex")}  ${name.replace(/\.br$/, "")}`;
  });
  expect(actual.toSorted()).toEqual(sources.map((line) => line.split("  ").slice(0, 2).join("  ")).toSorted());
});

test("the licences of all packages with grammars are passed on", () => {
  const licences = readFileSync(new URL("LICENSES.txt", folder), "utf8");
  const packages = sources.map((line) => line.split("  ")[2]?.split(" ").slice(0, 2).join(" ") ?? "");
  expect(packages.filter((name) => !licences.includes(`\n${name} (`))).toEqual([]);
});
