import { transformSync } from "esbuild";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { suggestReplacement } from "../../src/report/suggestion/suggest.ts";
import { makePlace, makeReportedKey } from "./place.ts";

/*
 * Whatever surrounds a key: if the line parsed with the key in it, it parses with the suggestion in it.
 * Combinations of a beginning, a way to write the key, and an end; for JavaScript every fourth, for time.
 */
const key = makeReportedKey();

function* combinations(befores: readonly string[], literals: readonly string[], afters: readonly string[]) {
  for (const before of befores)
    for (const literal of literals) for (const after of afters) yield [before, literal, after] as const;
}

function check(
  path: string,
  parts: Iterable<readonly [string, string, string]>,
  parses: (text: string) => boolean,
): { suggested: number; broken: string[] } {
  const broken: string[] = [];
  let suggested = 0;
  for (const [before, literal, after] of parts) {
    const line = `${before}${literal}${after}`;
    const start = line.indexOf("KEY");
    const text = line.replace("KEY", key.masked);
    const place = { ...makePlace({ path }), excerpt: { text, start, end: start + key.masked.length, partial: false } };
    const suggestion = suggestReplacement(place, key);
    if (suggestion === null || !parses(line.replace("KEY", "sk-proj-x"))) continue;
    suggested += 1;
    if (!parses(suggestion.text) || suggestion.text.includes("…")) broken.push(`${line}  →  ${suggestion.text}`);
  }
  return { suggested, broken };
}

const javascriptParts = () =>
  combinations(
    [
      "const k = ",
      "f(",
      "x = { k: ",
      "x = {",
      "a ? ",
      "a ? b : ",
      "return_ = b + ",
      "x[",
      "`a` + ",
      "(",
      "y = `${a}` + ",
      "if (k === ",
      "export default ",
      "f(/'/, ",
      "/* it's */ f(",
      "f('it', ",
      "<A k=",
      "x = <A k=",
      "x = <A k={",
      "import ",
      "f",
      "class A { k = ",
      "enum A { k = ",
      "type A = ",
      "let a: ",
      "async () => await ",
      "",
      "'use strict'; k = ",
    ],
    [
      '"KEY"',
      "'KEY'",
      "`KEY`",
      '"Bearer KEY"',
      "'KEY `x`'",
      "`a${b}KEY`",
      "`a${'KEY'}`",
      '"\\"KEY\\n"',
      '"a\\\\KEY"',
      "'${KEY}'",
      '"{KEY}"',
      "/KEY/",
    ],
    [
      "",
      ";",
      ")",
      " }",
      "]",
      ": 1 }",
      " : c",
      ".length",
      " + b)",
      " /> ",
      " />;",
      "} />;",
      " ) { }",
      ", b)",
      "; // it's",
      "[0]",
      "?.x",
      "`",
      " as string",
      "}",
    ],
  );

test.each([
  ["a.ts", 0],
  ["a.tsx", 1],
  ["a.jsx", 2],
] as const)("suggestions parse in %s", (path, offset) => {
  const loader = path.endsWith("x") ? "tsx" : "ts";
  const parses = (text: string) => {
    try {
      transformSync(text, { loader, logLevel: "silent" });
      return true;
    } catch {
      return false;
    }
  };
  const { suggested, broken } = check(
    path,
    [...javascriptParts()].filter((_, index) => index % 4 === offset),
    parses,
  );
  expect(broken).toEqual([]);
  expect(suggested).toBeGreaterThan(100);
});

test.each([
  "application.yml",
  "compose.yaml",
  ".github/workflows/a.yml",
  "roles/a.yml",
  "azure-pipelines.yml",
  "k8s/deployment.yaml",
])("suggestions parse in %s", (path) => {
  const parts = combinations(
    [
      "k: ",
      "- ",
      "- k: ",
      "  value: ",
      "k: {a: ",
      "k: [",
      "k: [a, ",
      "{",
      "? ",
      "k: a ",
      "k: !!str ",
      "k: &a ",
      "- A=",
      "k: - ",
      '"a": ',
      "",
      "- - ",
      "k: >- ",
      "run: x --k ",
    ],
    ["KEY", '"KEY"', "'KEY'", '"Bearer KEY"', "'Bearer KEY'", "Bearer KEY", "'it''s KEY'", '"a\\"KEY"'],
    ["", " # it's", "}", "]", ", b]", ", b: c}", ": 1", " x", ","],
  );
  const parses = (text: string) => parseDocument(text).errors.length === 0;
  const { suggested, broken } = check(path, parts, parses);
  expect(broken).toEqual([]);
  expect(suggested).toBeGreaterThan(5);
});

test("suggestions parse in .mcp.json", () => {
  const parts = combinations(
    ['{"k": ', "[", '["a", ', "{", '{"a": {"k": ', ""],
    ['"KEY"', '"Bearer KEY"', '"\\"KEY\\\\"', '"a\\\\KEY"'],
    ["", "}", "]", ', "b"]', ": 1}", "}}"],
  );
  const parses = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const { suggested, broken } = check(".mcp.json", parts, parses);
  expect(broken).toEqual([]);
  expect(suggested).toBeGreaterThan(10);
});
