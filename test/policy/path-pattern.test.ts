import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { matchesPath } from "../../src/policy/path-pattern.ts";

let repository = "";

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), "keyhawk-patterns-"));
  execFileSync("git", ["init", "-q", repository]);
});

afterAll(() => rmSync(repository, { recursive: true, force: true }));

const classes = ["alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper"];
const posix = fc.constantFrom(...[...classes, "xdigit", "word", ""].map((name) => `[:${name}:]`));
const members = fc.constantFrom(..."abz059AZ-]!^_.\\é[/", "a-z", "0-9", "A-é", "\\]", "\\-", "z-a", "[:a");
const set = fc
  .tuple(fc.constantFrom("[", "[!", "[^", "[]"), fc.array(fc.oneof(members, posix), { maxLength: 4 }))
  .map(([open, inside]) => `${open}${inside.join("")}]`);
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(..."abzA0-_.é ") },
  { weight: 3, arbitrary: fc.constantFrom("/", "/", "*", "**", "**/", "**\\/", "/**", "/**/", "***", "?") },
  { weight: 1, arbitrary: fc.constantFrom("\\", "\\*", "\\a", "\\/", "[", "]", "[a", "\\[") },
  { weight: 2, arbitrary: set },
);
/** Without what a `.gitignore` reads otherwise than as part of the pattern. */
const pattern = fc
  .array(piece, { minLength: 1, maxLength: 7 })
  .map((pieces) => pieces.join(""))
  .filter((text) => !/^[#!]|[ \r]$|^\\?$/.test(text));
const segment = fc
  .array(fc.constantFrom(..."aabz059AZ-_.]![*?é \\"), { minLength: 1, maxLength: 4 })
  .map((characters) => characters.join(""))
  .filter((name) => !/^\.\.?$|^\.git/i.test(name));
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join("/"));

/** A path much as a pattern describes it, which random ones seldom are. */
function pathLike(text: string, between: string): string {
  const filled = text
    .replace(/\[[^\]]*\]+/g, "a")
    .replace(/\*+/g, between)
    .replace(/[?\\]/g, "z");
  const segments = filled.split("/").filter((name) => name !== "" && !/^\.\.?$|^\.git/i.test(name));
  return segments.join("/") || "a";
}

const fitting = fc
  .tuple(pattern, fc.constantFrom("", "a", "a/b"))
  .map(([text, between]): [string, string] => [text, pathLike(text, between)]);

/** Whether git ignores a path by each pattern: a folder for each, with a `.gitignore` of its own. */
function ignoredByGit(cases: readonly (readonly [pattern: string, path: string])[]): boolean[] {
  for (const [index, [text]] of cases.entries()) {
    const folder = join(repository, String(index));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, ".gitignore"), `${text}\n`);
  }
  const input = cases.map(([, name], index) => `${index}/${name}\0`).join("");
  const args = ["-C", repository, "check-ignore", "--no-index", "--stdin", "-z", "-v", "-n"];
  const answers = execFileSync("git", args, { input, encoding: "utf8" }).split("\0");
  // Four fields for each path: file, line and pattern, empty where none matches, and the path.
  return cases.map((_, index) => answers[4 * index] !== "");
}

test("a pattern matches the paths that git ignores by it, sets, classes, escapes and bytes beyond ASCII included", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.tuple(pattern, path), fitting), { minLength: 300, maxLength: 300 }), (cases) => {
      const wanted = ignoredByGit(cases);
      const different = cases.filter(([text, name], index) => matchesPath(text, name) !== wanted[index]);
      expect(different).toEqual([]);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});
