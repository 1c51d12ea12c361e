import { describe, expect, test } from "vitest";
import { ignoredPathReason, inlineIgnoreReason } from "../../src/policy/ignore.ts";
import { matchesPath } from "../../src/policy/path-pattern.ts";

describe("path patterns match as in a .gitignore", () => {
  test.each([
    ["*.md", "README.md"],
    ["*.md", "docs/a/README.md"],
    ["docs", "docs/a/b.txt"],
    ["docs", "src/docs/b.txt"],
    ["docs/", "docs/b.txt"],
    ["test/**", "test/a/b.py"],
    ["**/fixtures/**", "a/b/fixtures/c/d.py"],
    ["a/**/b", "a/b"],
    ["a/**/b", "a/x/y/b"],
    ["**", "a"],
    ["te?t.py", "test.py"],
    ["[a-c]*.py", "b1.py"],
    ["[]x].py", "].py"],
    ["x[[:space:]]y", "x\ty"],
    ["caf??", "café"],
    ["\\*.py", "*.py"],
    ["\\#a", "#a"],
    ["a*b*c*d", "a1b2c3d"],
  ])("the pattern %j matches %j", (pattern, path) => {
    expect(matchesPath(pattern, path)).toBe(true);
  });

  test.each([
    ["*.md", "README.mdx"],
    ["/*.md", "docs/README.md"],
    ["docs/", "docs"],
    ["/docs", "src/docs/b.txt"],
    ["src/docs", "a/src/docs/b.txt"],
    ["test/**", "test"],
    ["a/*/b", "a/x/y/b"],
    ["te?t.py", "te/t.py"],
    ["[!a-c]*.py", "b1.py"],
    ["a[", "a["],
    ["/a[!b]c", "a/c"],
    ["a/**/[/]", "a/b"],
    ["x[[:space:]]y", "x\vy"],
    ["caf?", "café"],
    ["\\*.py", "a.py"],
    ["Test", "test"],
    ["a*b*c*d", "a1b2c3"],
    ["", "a"],
  ])("the pattern %j does not match %j", (pattern, path) => {
    expect(matchesPath(pattern, path)).toBe(false);
  });

  test("matching takes linear time for any pattern", () => {
    expect(matchesPath(`${"a*".repeat(100)}b`, "a".repeat(4_000))).toBe(false);
    expect(matchesPath(`${"**/a/".repeat(100)}b`, "a/".repeat(1_000))).toBe(false);
  });

  test("the last pattern that matches decides", () => {
    const policy = {
      ignore: {
        fingerprints: [],
        paths: [
          { path: "test/", reason: "fixtures" },
          { path: "!test/live/", reason: "real requests" },
          { path: "test/live/sample.py", reason: "a sample" },
        ],
      },
    };
    expect(ignoredPathReason("test/a.py", policy)).toBe("fixtures");
    expect(ignoredPathReason("test/live/a.py", policy)).toBeNull();
    expect(ignoredPathReason("test/live/sample.py", policy)).toBe("a sample");
    expect(ignoredPathReason(null, policy)).toBeNull();
  });
});

describe("keyhawk:ignore on the line", () => {
  test.each([
    {
      title: "reads a reason in a shell comment",
      text: "key = 'x'  # keyhawk:ignore sample of the docs",
      reason: "sample of the docs",
    },
    { title: "reads a reason after a colon", text: "x(); // keyhawk:ignore: sample", reason: "sample" },
    { title: "reads a reason in a block comment", text: "/* keyhawk:ignore sample */", reason: "sample" },
    { title: "reads a reason in an HTML comment", text: "<!-- keyhawk:ignore sample -->", reason: "sample" },
    { title: "reads a reason in a template comment", text: "{{/* keyhawk:ignore sample */}}", reason: "sample" },
    { title: "reads a reason in a SQL comment", text: "-- keyhawk:ignore sample", reason: "sample" },
    {
      title: "reads a reason on the last of several lines",
      text: "first\nsecond ; keyhawk:ignore on the last line",
      reason: "on the last line",
    },
    { title: "has no effect without a reason", text: "# keyhawk:ignore", reason: null },
    { title: "has no effect in a block comment without a reason", text: "/* keyhawk:ignore */", reason: null },
    { title: "has no effect in an HTML comment without a reason", text: "<!-- keyhawk:ignore -->", reason: null },
    { title: "is not recognised as part of a longer word", text: "# keyhawk:ignored sample", reason: null },
    { title: "is not required on a line", text: "key = 'x'", reason: null },
  ])("$title", ({ text, reason }) => {
    expect(inlineIgnoreReason({ excerpt: { text } })).toBe(reason);
  });
});
