import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createInflater, oneStreamEach } from "../../src/source/git/inflater.ts";
import { repositoryAt } from "../../src/source/git/repository.ts";
import { type HistoryOptions, history } from "../../src/source/history/history.ts";
import { applyDelta, deltaHeader } from "../../src/source/pack/delta.ts";
import { readObjectStore } from "../../src/source/pack/object-store.ts";
import { openPacks } from "../../src/source/pack/open-packs.ts";
import type { Span } from "../../src/source/pack/span.ts";
import { makeKey } from "../keys.ts";
import { mendedKeys, randomHistory } from "./random-history.ts";
import { createRepository, temporaryFolder } from "./repository.ts";
import { scanSource } from "./scanning.ts";

/** What a scan of everything that a reader yields reports, sorted. */
async function report(path: string, options: HistoryOptions) {
  const { findings, coverage } = await scanSource(history(path, options));
  const places = findings.map(({ address, line, column, endColumn, encoding, credential }) => {
    const { type, object, author, date, container } = address;
    return JSON.stringify([type, object, author, date, container, line, column, endColumn, encoding, credential]);
  });
  return { places: places.sort(), coverage };
}

async function expectSame(path: string): Promise<void> {
  expect(readObjectStore(repositoryAt(path)).store).not.toBeNull();
  const plain = await report(path, { reader: "git" });
  expect(plain.places.length).toBeGreaterThan(3);
  expect(await report(path, { reader: "packs" })).toEqual(plain);
}

describe("packs read directly", () => {
  it("yield the objects that git prints, however they are packed", async () => {
    const packings: readonly (readonly string[])[] = [
      ["repack", "-a", "-d", "-f", "-q", "--depth=50", "--window=20"],
      ["-c", "repack.useDeltaBaseOffset=false", "repack", "-a", "-d", "-f", "-q", "--depth=250", "--window=10"],
      ["repack", "-a", "-d", "-F", "-q", "--depth=0"],
      ["-c", "pack.packSizeLimit=1m", "repack", "-a", "-d", "-f", "-q"],
    ];
    for (const [seed, packing] of packings.entries()) {
      const repository = randomHistory(seed, 110, seed === 1 ? "sha256" : "sha1");
      await expectSame(repository.path);
      repository.git(...packing);
      await expectSame(repository.path);
    }
  });

  it("find a key that only a delta completes, whatever its base contains", async () => {
    const files = 60;
    for (const packing of [[], ["repack", "-a", "-d", "-f", "-q", "--depth=50"]]) {
      const repository = mendedKeys(packing.length, files);
      if (packing.length > 0) repository.git(...packing);
      const plain = await report(repository.path, { reader: "git" });
      expect(plain.places.length).toBeGreaterThan(files * 0.9);
      expect(await report(repository.path, { reader: "packs" })).toEqual(plain);
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
    await expectSame(clone.path);
    await expectSame(work);
  });

  it("emit results in batches, even when all objects have one root", () => {
    const repository = createRepository();
    const line = (at: number) => `${at} ${"some text ".repeat(8)}\n`;
    const lines = Array.from({ length: 4000 }, (_, at) => line(at));
    for (let version = 0; version < 12; version++) {
      lines[version * 300] = `version ${version}\n`;
      repository.commit(`version ${version}`, { "a.txt": `${makeKey()}\n${lines.join("")}` });
    }
    repository.git("repack", "-a", "-d", "-f", "-q", "--depth=50");
    const packs = openPacks(readObjectStore(repositoryAt(repository.path)).store?.packs ?? []);
    const reported = [...packs.read()].map(({ relevant }) =>
      relevant.reduce((sum, { bytes }) => sum + bytes.length, 0),
    );
    packs.close();
    expect(reported.reduce((sum, bytes) => sum + bytes)).toBeGreaterThan(12 * 300_000);
    expect(Math.max(...reported)).toBeLessThan(1_500_000);
  });

  it("leave unknown formats to git", async () => {
    const repository = randomHistory(9, 40);
    repository.git("-c", "pack.indexVersion=1", "repack", "-a", "-d", "-f", "-q");
    expect(readObjectStore(repositoryAt(repository.path))).toEqual({ store: null, unreadable: [] });
    expect(await report(repository.path, { reader: "packs" })).toEqual(
      await report(repository.path, { reader: "git" }),
    );
    const empty = createRepository();
    expect(await report(empty.path, { reader: "packs" })).toMatchObject({ places: [], coverage: { commits: 0 } });
  });

  it("leave large objects and their deltas to git", async () => {
    const repository = createRepository();
    const large = `${"0123456789abcdef".repeat(64 * 1024 * 5)}\n`;
    repository.commit("large", { "large.txt": large });
    repository.commit("larger", { "large.txt": `${large}more` });
    repository.commit("small", { "large.txt": large.slice(0, 3_000_000) });
    repository.git("repack", "-a", "-d", "-q");
    expect(existsSync(join(repository.path, ".git/objects/pack"))).toBe(true);
    const plain = await report(repository.path, { reader: "git" });
    expect(await report(repository.path, { reader: "packs" })).toEqual(plain);
    rmSync(repository.path, { recursive: true, force: true });
  });
});

/** The bytes within a larger buffer, as objects are in the memory of the search. */
function within(bytes: Uint8Array): Span {
  return {
    memory: Buffer.concat([Buffer.from("before"), bytes, Buffer.from("after")]),
    start: 6,
    end: 6 + bytes.length,
  };
}

describe("deltas", () => {
  it("never read or write out of bounds, whatever their bytes", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 60 }),
        fc.nat(300),
        (bytes, instructions, size) => {
          const delta = Buffer.from(instructions);
          const header = deltaHeader(delta);
          if (header === null) return;
          const target = within(Buffer.alloc(size));
          let last = 0;
          applyDelta(within(bytes), delta, header.start, delta.length, target, (start, end) => {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeLessThanOrEqual(size);
            last = end;
          });
          expect(target.memory.toString("latin1", 0, 6)).toBe("before");
          expect(target.memory.toString("latin1", target.end)).toBe("after");
        },
      ),
    );
  });

  it("report every place where bytes have different neighbours than in the base", () => {
    const part = fc.oneof(
      fc.record({ offset: fc.nat(99), length: fc.integer({ min: 1, max: 100 }) }),
      fc.uint8Array({ minLength: 1, maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        // Each byte of the base is another one, so that two in a row tell where they come from.
        const base = Buffer.from(Array.from({ length: 100 }, (_, index) => index));
        const instructions: number[] = [];
        const result: number[] = [];
        for (const each of parts) {
          if (each instanceof Uint8Array) {
            instructions.push(each.length, ...each.map((byte) => byte | 0x80));
            result.push(...each.map((byte) => byte | 0x80));
          } else {
            const length = Math.min(each.length, 100 - each.offset);
            instructions.push(0x91, each.offset, length);
            result.push(...base.subarray(each.offset, each.offset + length));
          }
        }
        const target = within(Buffer.alloc(result.length));
        const isNew = new Set<number>();
        const fresh = (start: number, end: number) => {
          for (let at = start; at <= end; at++) isNew.add(at);
        };
        expect(applyDelta(within(base), Buffer.from(instructions), 0, instructions.length, target, fresh)).toBe(true);
        expect([...target.memory.subarray(target.start, target.end)]).toEqual(result);
        for (let at = 0; at <= result.length; at++) {
          const [before = -1, after = 100] = [result[at - 1], result[at]];
          if (after !== before + 1 || after > 100) expect(isNew).toContain(at);
        }
      }),
    );
  });
});

describe("the inflater of git's objects", () => {
  it.each([
    { title: "that reuses one stream", inflater: createInflater() },
    { title: "that creates a stream for each object", inflater: oneStreamEach },
  ])("$title accepts complete streams and rejects others", ({ inflater }) => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 3000 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (content, at, bit) => {
          const stream = deflateSync(content);
          const offset = at % 5;
          const target = Buffer.alloc(offset + content.length + 3);
          const inflates = (bytes: Buffer, most = content.length) =>
            inflater.inflate(bytes, 0, bytes.length, target, offset, most);
          expect(inflates(stream)).toBe(content.length);
          expect(target.subarray(offset, offset + content.length).equals(content)).toBe(true);
          expect(inflates(stream, content.length + 2)).toBe(content.length);
          expect(inflates(stream.subarray(0, -1 - (at % (stream.length - 1))))).toBe(-1);
          if (content.length > 0) expect(inflates(stream, content.length - 1)).toBe(-1);
          expect(inflates(stream, content.length + 3)).toBe(-1);
          const damaged = Buffer.from(stream);
          damaged.writeUInt8(damaged.readUInt8(stream.length - 1) ^ bit, stream.length - 1);
          expect(inflates(damaged)).toBe(-1);
          expect(inflates(stream)).toBe(content.length);
        },
      ),
    );
  });

  it("reuses one stream for all objects in this version of Node", () => {
    expect(createInflater()).not.toBe(oneStreamEach);
  });
});
