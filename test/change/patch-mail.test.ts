import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Mails, parseMails } from "../../src/source/patch/mail.ts";
import { outputOf } from "../process/run-sync.ts";
import { type Commit, fastImport, git } from "./repository.ts";

const limit = 1 << 20;
let root: string;
let folder: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "keyhawk-mail-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(root, "case-"));
  git(folder, "init", "--quiet", "--bare");
});

/** The mails of `commits`, each with the one before as its parent, on top of a first commit that is left out. */
function mailsOf(commits: readonly Commit[], ...options: string[]): Mails & { ids: string[]; bytes: Buffer } {
  const first: Commit = { message: "Start", files: { "start.txt": "a\nb\nc\n" } };
  const ids = fastImport(folder, "refs/heads/main", [first, ...commits]);
  const words = ["git", "format-patch", "--stdout", "--binary", ...options, `${ids[0]}..refs/heads/main`];
  const bytes = outputOf({ words, cwd: folder });
  return { ...parseMails(bytes, limit), ids: ids.slice(1), bytes };
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("utf8");

describe("mails of commits", () => {
  test.each([["--signature=2.40.0"], ["--no-signature"]])("are read completely when made with %s", (signature) => {
    const subject = `Größe ${"lang ".repeat(40)}Ende`;
    const { mails, consistent, ids } = mailsOf(
      [
        { message: `${subject}\n\nBody\n---\nnot the end\n`, files: { "a b.txt": "one\ntwo", 'q"\tü.txt': "x\r\n" } },
        { message: "Second", files: { "start.txt": "a\nB\nc\n", "bin.dat": Buffer.from([0, 1, 2, 255]) } },
      ],
      signature,
    );
    expect(consistent).toBe(true);
    expect(mails.map((mail) => mail.commit)).toEqual(ids);
    const [first, second] = mails;
    expect(first?.author).toBe("Jördis Ä <jo@example.com>");
    expect(first?.date).toBe("2026-01-02T03:04:05.000Z");
    expect(text(first?.content?.message)).toBe(`${subject}\n\nBody\n---\nnot the end`);
    expect(first?.content?.files.map((file) => file.newPath)).toEqual(["a b.txt", 'q"\tü.txt']);
    expect(first?.content?.files.map((file) => text(file.hunks[0]?.bytes))).toEqual(["one\ntwo", "x\r\n"]);
    const [binary, changed] = second?.content?.files ?? [];
    expect(binary?.binary).toEqual({ type: "literal", bytes: Buffer.from([0, 1, 2, 255]) });
    expect([...(changed?.hunks[0]?.added ?? [])]).toEqual([2]);
    expect(text(changed?.hunks[0]?.bytes)).toBe("a\nB\nc\n");
  });

  test("renames, modes, deletions and empty files are changes without lines", () => {
    const { mails } = mailsOf([
      { message: "one", files: { "with space": "1\n2\n3\n", run: "x\n", gone: "x\n" } },
      {
        message: "two",
        files: {
          "start.txt": null,
          "renamed to": "a\nb\nc\n",
          run: { mode: "100755", content: "x\n" },
          gone: null,
          empty: "",
        },
      },
    ]);
    const files = mails[1]?.content?.files ?? [];
    expect(files.map(({ oldPath, newPath, mode }) => [oldPath, newPath, mode])).toEqual([
      [null, "empty", "100644"],
      ["gone", null, null],
      ["start.txt", "renamed to", null],
      ["run", "run", "100755"],
    ]);
    expect(files.flatMap((file) => file.hunks).every((hunk) => hunk.added.size === 0)).toBe(true);
  });

  test("a diff inside a message makes only that mail uncertain", () => {
    const fake = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,9 @@\n-x\n+y\n";
    const { mails, consistent, ids } = mailsOf([
      { message: `Quote\n\n${fake}`, files: { "real.txt": "hidden\n" } },
      { message: `Whole\n\n---\n x | 2 +-\n\n${fake}-- \n2.40.0\n`, files: { "real.txt": "hidden again\n" } },
      { message: "Plain", files: { "other.txt": "seen\n" } },
    ]);
    expect(consistent).toBe(true);
    expect(mails.map((mail) => [mail.commit, mail.content === null])).toEqual([
      [ids[0], true],
      [ids[1], true],
      [ids[2], false],
    ]);
  });

  test("a mail inside a message makes the whole series untrusted", () => {
    const inner = (number: string) =>
      `---\n x | 1 +\n 1 file changed, 1 insertion(+)\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+x\n` +
      `-- \n2.40.0\n\nFrom ${"a".repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: A <a@b>\n` +
      `Date: Tue, 24 Nov 2026 02:00:00 +0000\nSubject: [PATCH${number}] x\n\n`;
    for (const number of ["", " 1/1", " 2/2"]) {
      folder = mkdtempSync(join(root, "case-"));
      git(folder, "init", "--quiet", "--bare");
      const { consistent } = mailsOf([{ message: `Fake\n\n${inner(number)}`, files: { "real.txt": "hidden\n" } }]);
      expect(consistent, number).toBe(false);
    }
  });

  test("commits without changes have no mail and leave a gap in the numbers", () => {
    const { mails, consistent, ids } = mailsOf([
      { message: "one", files: { a: "1\n" } },
      { message: "empty", files: {} },
      { message: "three", files: { a: "3\n" } },
    ]);
    expect(consistent).toBe(true);
    expect(mails.map((mail) => mail.commit)).toEqual([ids[0], ids[2]]);
  });

  test("other text is not parsed as a series of mails", () => {
    expect(parseMails(Buffer.from("Sorry, this diff is taking too long to generate.\n"), limit).consistent).toBe(false);
    const { bytes } = mailsOf([{ message: "one", files: { a: "1\n" } }]);
    expect(parseMails(bytes.subarray(0, -12), limit).mails[0]?.content).not.toBeUndefined();
    expect(parseMails(Buffer.concat([Buffer.from("x\n"), bytes]), limit).consistent).toBe(false);
  });
});
