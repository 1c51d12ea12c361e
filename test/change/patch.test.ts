import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FileDiff, parseDiff, parseHunks } from "../../src/source/patch/patch.ts";
import { runSync } from "../process/run-sync.ts";

const limit = 1 << 20;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "keyhawk-patch-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Git's own diff of two contents, as bytes; of a new file without the first. */
function gitDiff(before: Uint8Array | null, after: Uint8Array, ...options: string[]): Buffer {
  if (before !== null) writeFileSync(join(folder, "before"), before);
  writeFileSync(join(folder, "after"), after);
  const old = before === null ? "/dev/null" : "before";
  const words = ["git", "diff", "--no-index", "--no-color", ...options, old, "after"];
  // Its exit code is 1 when they differ.
  return runSync({ words, cwd: folder }).stdout;
}

function linesOf(bytes: Uint8Array): string[] {
  const lines = Buffer.from(bytes).toString("latin1").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Line number and text of every added line, as the parser sees them. */
function addedLines(file: FileDiff): [number, string][] {
  return file.hunks.flatMap((hunk) =>
    linesOf(hunk.bytes).flatMap((text, index): [number, string][] =>
      hunk.added.has(hunk.firstLine + index) ? [[hunk.firstLine + index, text]] : [],
    ),
  );
}

describe("unified diffs", () => {
  // Lines that look like a diff's own marks, and bytes that are no UTF-8.
  const line = fc.oneof(
    fc.constantFrom(
      "",
      "-- ",
      "--- a/x",
      "+++ b/x",
      "@@ -1 +1 @@",
      "diff --git a/x b/x",
      "\\ No newline",
      "x\r",
      "\xff\xfe",
    ),
    fc.string({ maxLength: 6 }).map((text) => text.replaceAll("\n", " ").replaceAll("\0", " ")),
  );
  const content = fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom("", "\n"))
    .map(([lines, end]) => Buffer.from(lines.join("\n") + (lines.length > 0 ? end : ""), "latin1"));

  test("the added lines are those of git, each with its own number", () => {
    fc.assert(
      fc.property(content, content, (before, after) => {
        const bytes = gitDiff(before, after, "--text");
        if (bytes.length === 0) return;
        const [file] = parseDiff(bytes, limit) ?? [];
        if (file === undefined) throw new Error("not parsed");
        const whole = linesOf(after);
        const added = addedLines(file);
        // Each has its position in the new file, and without them the new file is what both have in common.
        for (const [number, text] of added) expect(text).toBe(whole[number - 1]);
        const expected = bytes
          .toString("latin1")
          .split("\n")
          .filter((text, index, all) => text.startsWith("+") && all.findIndex((each) => each.startsWith("@@ ")) < index)
          .map((text) => text.slice(1));
        expect(added.map(([, text]) => text)).toEqual(expected);
        // The bytes of a hunk are the new file's, so a missing line end stays missing.
        for (const hunk of file.hunks) expect(after.includes(Buffer.from(hunk.bytes))).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  test.each(["-1,-1 +1,-1", "-1,1 +1,-1", "-1 +1,-1", "--1 +1", "-1 +-1"])(
    "refuses a hunk with the counts %s",
    (counts) => {
      const text = `@@ ${counts} @@\n`;
      for (const lines of ["", "+a\n", "-a\n+b\n", " a\n"]) expect(parseHunks(Buffer.from(text + lines))).toBeNull();
    },
  );

  test("refuses a hunk with more lines on one side than its header says", () => {
    expect(parseHunks(Buffer.from("@@ -1,2 +1 @@\n+a\n-c\n-d\n"))).not.toBeNull();
    for (const lines of ["+a\n+b\n-c\n-d\n", "-c\n-d\n-e\n+a\n", " a\n b\n"])
      expect(parseHunks(Buffer.from(`@@ -1,2 +1 @@\n${lines}`))).toBeNull();
  });

  test("never accepts a truncated diff", () => {
    const before = Buffer.from("a\nb\nc\n");
    const bytes = gitDiff(before, Buffer.from("a\nB\nc\nd\n"));
    const cut = bytes.subarray(0, bytes.lastIndexOf("\n+d"));
    expect(parseDiff(bytes, limit)).not.toBeNull();
    expect(parseDiff(cut, limit)).toBeNull();
    expect(parseHunks(cut.subarray(cut.indexOf("@@ ")))).toBeNull();
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        parseHunks(noise);
        parseDiff(Buffer.concat([Buffer.from("diff --git a/x b/x\n"), noise]), limit);
        parseDiff(Buffer.concat([Buffer.from("diff --git a/x b/x\nGIT binary patch\nliteral 9\n"), noise]), limit);
      }),
      { numRuns: 500 },
    );
  });

  test("binary literals are the file's bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), (bytes) => {
        const after = Buffer.concat([Buffer.from([0]), bytes]);
        const [file] = parseDiff(gitDiff(null, after, "--binary"), limit) ?? [];
        expect(file?.binary?.type).toBe("literal");
        if (file?.binary?.type === "literal") expect(after.equals(file.binary.bytes)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
