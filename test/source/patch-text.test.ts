import { describe, expect, it } from "vitest";
import type { ScanResult } from "../../src/scan.ts";
import { singleText } from "../../src/source/single-text.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { createRepository, type TestRepository } from "./repository.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();

async function scanText(text: string, name: string | null = null): Promise<ScanResult> {
  async function* chunks() {
    yield Buffer.from(text);
  }
  return scanSource(singleText(chunks(), name, 1 << 20));
}

/** A change that removes one key, keeps one and adds three, one of them in a message. */
function changed(): TestRepository {
  const repository = createRepository();
  const lines = (middle: string) => `1\n2\n3\n4\n5\n6\n7 ${key("kept")}\n${middle}\n9\n`;
  repository.commit("one", { "a b.txt": lines(key("removed")), "gone.txt": key("gone") });
  repository.git("rm", "--quiet", "gone.txt");
  repository.commit(`two ${key("said")}`, {
    "a b.txt": lines(`x\n  ${key("added")}`),
    "new.bin": Buffer.concat([Buffer.from([0, 0, 255]), Buffer.from(key("binary"))]),
  });
  return repository;
}

describe("a patch on standard input", () => {
  it("counts only its added lines, at their positions in the files", async () => {
    const repository = changed();
    const diff = await scanText(`${repository.git("diff", "--binary", "HEAD~1")}\n\n`);
    const expected = ["a b.txt:9:3 added", "new.bin:1:4 binary"];
    expect(placesOf(diff.findings, seeds)).toEqual(expected);
    expect(diff.coverage.notScanned).toEqual([]);

    const mail = await scanText(`${repository.git("format-patch", "--stdout", "-1", "--binary")}\n`);
    expect(placesOf(mail.findings, seeds)).toEqual([...expected, "commit-message:1:5 said"].sort());
    expect(mail.findings[0]?.address.commit).toBe(repository.git("rev-parse", "HEAD"));
    expect(mail.coverage.commits).toBe(1);

    const short = await scanText(`${repository.git("diff", "HEAD~1")}\n`);
    expect(short.coverage.notScanned.map(({ path, reason }) => `${path} ${reason}`)).toEqual(["new.bin not-in-diff"]);
  });

  it("is scanned as plain text when it has a name or is not a patch from end to end", async () => {
    const diff = `${changed().git("diff", "HEAD~1")}\n`;
    const short = diff.replace("\n 9\n", "\n");
    for (const [text, name] of [
      [`${diff}and a word after it\n`, null],
      [`a word before it\n${diff}`, null],
      [short, null],
      [diff.replace("\n--- a/a b.txt", "\ndeleted file mode 100644\n--- a/a b.txt"), null],
      [diff, "change.patch"],
    ] as const) {
      const { findings } = await scanText(text, name);
      const found = findings.map(({ credential }) => seeds.get(credential.fingerprint)).sort();
      expect(found).toEqual(["added", "gone", "kept", "removed"]);
    }
  });
});
