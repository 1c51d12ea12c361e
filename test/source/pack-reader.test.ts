import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repositoryFacts } from "../../src/source/git-repository.ts";
import { type HistoryOptions, history } from "../../src/source/history.ts";
import { readObjectStore } from "../../src/source/object-store.ts";
import { applyDelta, deltaHeader } from "../../src/source/pack-delta.ts";
import { mendedAnchors, randomHistory } from "./random-history.ts";
import { createRepository, temporaryFolder } from "./repository.ts";

/** Everything that a reader yields, in an order of its own. */
async function told(path: string, options: HistoryOptions) {
  const documents: string[] = [];
  let clean = 0;
  let cleanBytes = 0;
  let commits = 0;
  const notScanned: string[] = [];
  for await (const item of history(path, options)) {
    if (item.type === "document") {
      const { address, bytes } = item.document;
      const digest = createHash("sha256").update(bytes).digest("hex");
      documents.push(`${address.type} ${address.object} ${address.author} ${address.date} ${digest}`);
    } else if (item.type === "clean") {
      clean += item.documents;
      cleanBytes += item.bytes;
    } else if (item.type === "commits") commits += item.count;
    else if (item.type === "not-scanned") notScanned.push(item.notScanned.reason);
  }
  return { documents: documents.sort(), clean, cleanBytes, commits, notScanned };
}

async function expectSame(path: string, threads: number): Promise<void> {
  expect(readObjectStore(repositoryFacts(path))).not.toBeNull();
  const plain = await told(path, { reader: "git" });
  expect(plain.documents.length).toBeGreaterThan(3);
  expect(await told(path, { reader: "packs", threads })).toEqual(plain);
}

describe("packs read directly", () => {
  it("give what git prints, however they are packed", async () => {
    const packings: readonly (readonly string[])[] = [
      ["repack", "-a", "-d", "-f", "-q", "--depth=50", "--window=20"],
      ["-c", "repack.useDeltaBaseOffset=false", "repack", "-a", "-d", "-f", "-q", "--depth=250", "--window=10"],
      ["repack", "-a", "-d", "-F", "-q", "--depth=0"],
      ["-c", "pack.packSizeLimit=1m", "repack", "-a", "-d", "-f", "-q"],
    ];
    for (const [seed, packing] of packings.entries()) {
      const repository = randomHistory(seed, 110, seed === 1 ? "sha256" : "sha1");
      await expectSame(repository.path, 1);
      repository.git(...packing);
      await expectSame(repository.path, seed === 0 ? 2 : 1);
    }
  });

  it("find what only a delta joins", async () => {
    const files = 150;
    for (const packing of [[], ["repack", "-a", "-d", "-f", "-q", "--depth=50"]]) {
      const repository = mendedAnchors(packing.length, files);
      if (packing.length > 0) repository.git(...packing);
      const plain = await told(repository.path, { reader: "git" });
      expect(plain.documents.length).toBeGreaterThan(files * 0.8);
      // The commits, and most of the broken versions.
      expect(plain.clean).toBeGreaterThan(2 * files + files / 2);
      expect(await told(repository.path, { reader: "packs" })).toEqual(plain);
    }
  });

  it("give each object once when packs overlap, alternates are used and objects are loose", async () => {
    const repository = randomHistory(7, 80);
    repository.git("repack", "-a", "-d", "-q");
    const work = temporaryFolder();
    repository.git("clone", "--quiet", "--shared", "--branch", "b0", repository.path, work);
    const clone = createRepository();
    clone.git("pull", "--quiet", repository.path, "b0");
    clone.git("repack", "-q", "-d");
    clone.commit("more", { "a.txt": "loose\n" });
    clone.git("repack", "-q", "-a");
    clone.commit("even more", { "b.txt": "loose again\n" });
    await expectSame(clone.path, 1);
    await expectSame(work, 2);
  });

  it("leave to git what they do not know", async () => {
    const repository = randomHistory(9, 40);
    repository.git("-c", "pack.indexVersion=1", "repack", "-a", "-d", "-f", "-q");
    expect(readObjectStore(repositoryFacts(repository.path))).toBeNull();
    expect(await told(repository.path, { reader: "packs" })).toEqual(await told(repository.path, { reader: "git" }));
    const empty = createRepository();
    expect(await told(empty.path, { reader: "packs" })).toMatchObject({ documents: [], commits: 0 });
  });

  it("leave large objects and their deltas to git", async () => {
    const repository = createRepository();
    const large = `${"0123456789abcdef".repeat(64 * 1024 * 5)}\n`;
    repository.commit("large", { "large.txt": large });
    repository.commit("larger", { "large.txt": `${large}more` });
    repository.commit("small", { "large.txt": large.slice(0, 3_000_000) });
    repository.git("repack", "-a", "-d", "-q");
    expect(existsSync(join(repository.path, ".git/objects/pack"))).toBe(true);
    const plain = await told(repository.path, { reader: "git" });
    expect(await told(repository.path, { reader: "packs" })).toEqual(plain);
    rmSync(repository.path, { recursive: true, force: true });
  });
});

describe("deltas", () => {
  it("never read or write out of bounds, whatever their bytes", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 60 }),
        fc.nat(300),
        (base, delta, size) => {
          const header = deltaHeader(delta);
          if (header === null) return;
          const target = new Uint8Array(size);
          let last = 0;
          applyDelta(base, delta, header.start, target, (start, end) => {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeLessThanOrEqual(size);
            last = end;
          });
        },
      ),
    );
  });
});
