import { randomBytes } from "node:crypto";
import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { scan } from "../../src/scan.ts";
import { tarEntries } from "../../src/source/archive/tar-entries.ts";
import { address, type Document } from "../../src/source/document.ts";
import { commitRange } from "../../src/source/git/commit-range.ts";
import { stagedChanges } from "../../src/source/git/staged-changes.ts";
import { history } from "../../src/source/history/history.ts";
import type { Source, SourceItem } from "../../src/source/source.ts";
import { workTree } from "../../src/source/tree/work-tree.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { createRepository } from "./repository.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();

const file = (path: string, bytes: Uint8Array): SourceItem[] => {
  const document: Document = { address: address("file", { path }), bytes, firstLine: 1, added: null };
  return [{ type: "document", document }];
};

async function tar(files: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  const writer = pack();
  for (const [name, content] of Object.entries(files)) writer.entry({ name }, Buffer.from(content));
  writer.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of writer as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const levels = { stored: 0, fast: 1, deflated: 6 } as const;

function zip(files: Readonly<Record<string, string | Uint8Array>>, method: keyof typeof levels = "deflated"): Buffer {
  const members = Object.entries(files).map(([name, content]) => [name, new Uint8Array(Buffer.from(content))]);
  return Buffer.from(zipSync(Object.fromEntries(members), { level: levels[method] }));
}

/** A zip file of one member behind a program, with offsets that count from the program's first byte. */
function zipapp(program: string, files: Readonly<Record<string, string>>): Buffer {
  const bytes = Buffer.concat([Buffer.from(program), zip(files)]);
  const directory = bytes.lastIndexOf("PK\u0001\u0002");
  for (const offset of [directory + 42, bytes.length - 6]) {
    bytes.writeUInt32LE(bytes.readUInt32LE(offset) + program.length, offset);
  }
  return bytes;
}

function pdf(...streams: readonly string[]): Buffer {
  const objects = streams.map((text, index) => {
    const data = deflateSync(text);
    const head = `${index + 1} 0 obj\n<< /Length ${data.length} /Filter /FlateDecode >>\nstream\r\n`;
    return Buffer.concat([Buffer.from(head), data, Buffer.from("\nendstream\nendobj\n")]);
  });
  return Buffer.concat([Buffer.from("%PDF-1.7\n"), ...objects, Buffer.from("trailer\n%%EOF")]);
}

describe("containers", () => {
  it("opens each format and names the chain of members and the place in the innermost", async () => {
    const text = (seed: string) => `first\n  ${key(seed)}\n`;
    const inner = zip({ "b.env": text("deep") });
    const archives = {
      "a.gz": gzipSync(text("gzip")),
      "a.jar": zip({ "META-INF/a": text("jar") }),
      "stored.whl": zip({ "x/y.py": text("stored") }, "stored"),
      "a.tar": await tar({ "x.txt": text("tar"), "y.txt": "nothing" }),
      "a.tgz": gzipSync(await tar({ "x.txt": text("tgz") })),
      "a.pdf": pdf("nothing", text("pdf")),
      "outer.zip": zip({ "a.zip": inner, "c.txt": text("beside") }, "stored"),
    };
    const items = Object.entries(archives).flatMap(([path, bytes]) => file(path, bytes));
    const { findings, coverage } = await scanSource(items);
    expect(placesOf(findings, seeds)).toEqual(
      [
        "a.gz > a:2:3 gzip",
        "a.jar > META-INF/a:2:3 jar",
        "stored.whl > x/y.py:2:3 stored",
        "a.tar > x.txt:2:3 tar",
        "a.tgz > x.txt:2:3 tgz",
        "a.pdf > stream 2:2:3 pdf",
        "outer.zip > a.zip > b.env:2:3 deep",
        "outer.zip > c.txt:2:3 beside",
      ].sort(),
    );
    expect(coverage.notScanned).toEqual([]);
  });

  it("finds a key at any depth up to the limit, and says where it stopped", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("gzip", "tar", "tgz", "pdf"), { minLength: 1, maxLength: 5 }),
        async (layers) => {
          let bytes: Buffer = Buffer.from(`\n ${key("nested")}`);
          for (const layer of layers) {
            if (layer === "gzip") bytes = gzipSync(bytes);
            else if (layer === "pdf") bytes = pdf(bytes.toString("latin1"));
            else if (layer === "tar") bytes = await tar({ member: bytes });
            else bytes = gzipSync(await tar({ member: bytes }));
          }
          // What only a PDF's text cannot carry is no concern here, nor that a gzip around a tar is one archive.
          fc.pre(!layers.some((layer, index) => layer === "pdf" && index > 0));
          const { findings, coverage } = await scanSource(file("outer", bytes));
          const depth = layers.filter((layer, index) => !(layer === "tar" && layers[index + 1] === "gzip")).length;
          if (depth <= 4) {
            expect(findings.map(({ line, column }) => [line, column])).toEqual([[2, 2]]);
            expect(coverage.notScanned).toEqual([]);
          } else {
            expect(coverage.notScanned.map(({ reason }) => reason)).toEqual(["too-deep"]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("opens a zip file that follows a program, wherever its offsets count from", async () => {
    const text = (seed: string) => `first\n  ${key(seed)}\n`;
    const script = "#!/usr/bin/env python3\n";
    const behind = (opening: string, seed: string) =>
      Buffer.concat([Buffer.from(opening, "latin1"), Buffer.alloc(100_000, 7), zip({ a: text(seed) })]);
    const large = Buffer.concat([Buffer.from("MZ"), randomBytes(700_000), zip({ a: text("large") })]);
    const archives = {
      "app.pyz": zipapp(script, { "__main__.py": text("zipapp") }),
      "run.jar": Buffer.concat([Buffer.from(`${script}exit 0\n`), zip({ a: text("jar") })]),
      "a.crx": behind("Cr24", "extension"),
      "setup.exe": behind("MZ", "exe"),
      "setup.bin": behind("\x7fELF", "elf"),
      "large.exe": large,
      "blank.pdf": Buffer.concat([Buffer.from("\n"), pdf(text("pdf"))]),
    };
    const found = [
      "app.pyz > __main__.py:2:3 zipapp",
      "run.jar > a:2:3 jar",
      "a.crx > a:2:3 extension",
      "setup.exe > a:2:3 exe",
      "setup.bin > a:2:3 elf",
      "large.exe > a:2:3 large",
      "blank.pdf > stream 1:2:3 pdf",
    ].sort();
    const { findings, coverage } = await scanSource(
      Object.entries(archives).flatMap(([path, bytes]) => file(path, bytes)),
    );
    expect(placesOf(findings, seeds)).toEqual(found);
    expect(coverage.notScanned).toEqual([]);

    // A tree and a history look at most files in a quicker way, and must not pass them by.
    const repository = createRepository();
    repository.commit("all", archives);
    repository.git("gc", "--quiet");
    const tree = await scanSource(workTree(repository.path, { files: "all", wholeBytes: 1 << 20 }));
    expect(placesOf(tree.findings, seeds)).toEqual(found);
    const objects = await scanSource(history(repository.path));
    expect(objects.findings.map(({ credential }) => seeds.get(credential.fingerprint)).sort()).toEqual([
      "elf",
      "exe",
      "extension",
      "jar",
      "large",
      "pdf",
      "zipapp",
    ]);

    const above = await scanSource(workTree(repository.path, { files: "all", wholeBytes: 90_000 }));
    expect(above.coverage.notScanned.map(({ path, reason }) => `${path} ${reason}`)).toEqual(
      ["a.crx", "large.exe", "setup.bin", "setup.exe"].map((path) => `${path} too-large`),
    );
  });

  it("opens archives of the size that the limit allows, in git's objects, too", async () => {
    const repository = createRepository();
    const base = repository.commit("one", { "a.txt": "text\n" });
    // What cannot be compressed, and so is above the size up to which any object is held.
    const filling = randomBytes(9 * 1024 * 1024);
    repository.commit("two", { "large.zip": zip({ filling, "a.env": key("in a large zip") }, "fast") });
    repository.write({ "large.tgz": gzipSync(await tar({ filling, "b.env": key("in a large tar") }), { level: 1 }) });
    const program = `#!/usr/bin/env python3\n${"x".repeat(9 * 1024 * 1024)}\n`;
    repository.write({ "large.pyz": zipapp(program, { "c.env": key("behind a large program") }) });
    repository.git("add", ".");

    const found = async (sources: readonly Source[]) => {
      const results = [];
      for (const source of sources) results.push(await scanSource(source));
      return results.map(({ findings, coverage }) => {
        const keys = findings.map(({ credential }) => seeds.get(credential.fingerprint));
        return [...keys, ...coverage.notScanned.map(({ reason }) => reason)].sort();
      });
    };
    const sources = (archiveBytes: number): Source[] => [
      stagedChanges(repository.path, archiveBytes),
      commitRange(repository.path, `${base}..HEAD`, archiveBytes),
      history(repository.path, { reader: "packs", archiveBytes }),
    ];
    expect(await found(sources(50_000_000))).toEqual([
      ["behind a large program", "in a large tar"],
      ["in a large zip"],
      ["behind a large program", "in a large tar", "in a large zip"],
    ]);
    expect(await found(sources(9_000_000))).toEqual([
      ["too-large", "too-large"],
      ["too-large"],
      ["too-large", "too-large", "too-large"],
    ]);
  });

  it("names a member of a sparse tar archive as it was before it was packed", async () => {
    const writer = pack();
    const pax = { "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "config/.env" };
    writer.entry({ name: "config/GNUSparseFile.0/.env", pax }, key("sparse"));
    writer.finalize();
    const chunks: Uint8Array[] = [];
    for await (const chunk of writer as AsyncIterable<Uint8Array>) chunks.push(chunk);
    const { findings } = await scanSource(file("a.tar", Buffer.concat(chunks)));
    expect(placesOf(findings, seeds)).toEqual(["a.tar > config/.env:1:1 sparse"]);
  });

  it("takes no file for a zip archive whose directory has no room for its members", async () => {
    const end = Buffer.alloc(22);
    end.write("PK\u0005\u0006", "latin1");
    end.writeUInt16LE(5, 8);
    end.writeUInt16LE(5, 10);
    end.writeUInt32LE(200, 12);
    const { findings, coverage } = await scanSource(
      file("run", Buffer.concat([Buffer.from(`#!/bin/sh\n${key("in a script")}\n`), end])),
    );
    expect(placesOf(findings, seeds)).toEqual(["run:2:1 in a script"]);
    expect(coverage.notScanned).toEqual([]);
  });

  it("waits for nothing that a tar archive claims and does not hold", async () => {
    const claiming = (archive: Buffer, at: number, type: string) => {
      const header = Buffer.from(archive.subarray(at, at + 512));
      header.write("00000000005\0", 124, "latin1");
      header.write(type, 156, "latin1");
      header.fill(" ", 148, 156);
      const sum = header.reduce((total, byte) => total + byte, 0);
      header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
      return Buffer.concat([archive.subarray(0, at), header, archive.subarray(at + 512)]);
    };
    for (const type of ["1", "2", "3", "4", "5", "6"]) {
      const archive = claiming(await tar({ claims: "", "b.env": key("behind it") }), 0, type);
      const { findings, coverage } = await scanSource(file("odd.tar", archive));
      expect(placesOf(findings, seeds)).toEqual(["odd.tar > b.env:1:1 behind it"]);
      expect(coverage.notScanned).toEqual([]);
    }
    const cut = (await tar({ "a.txt": "text", "b.env": "x".repeat(5000) })).subarray(0, 4000);
    const { coverage } = await scanSource(file("cut.tar", cut));
    expect(coverage.notScanned).toMatchObject([{ reason: "unreadable" }]);
  });

  it("names the members of a tar archive as tar does, however long their names", async () => {
    const long = `${"folder/".repeat(30)}b.env`;
    const two = Buffer.concat([await tar({ [long]: key("long name") }), await tar({ "c.env": key("second archive") })]);
    const { findings, coverage } = await scanSource(file("two.tar", two));
    expect(placesOf(findings, seeds)).toEqual([
      "two.tar > c.env:1:1 second archive",
      `two.tar > ${long}:1:1 long name`,
    ]);
    expect(coverage.notScanned).toEqual([]);
  });

  it("ends with any bytes where a tar archive should be", async () => {
    const honest = await tar({ "a.txt": "text", [`${"b/".repeat(120)}c`]: "more" });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(honest.length - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 6 }),
        fc.nat(honest.length),
        async (changes, length) => {
          const bytes = Buffer.from(honest.subarray(0, length));
          for (const [at, by] of changes) if (at < length) bytes.writeUInt8(bytes.readUInt8(at) ^ by, at);
          for (const entry of tarEntries(bytes)) expect(entry.bytes?.length ?? 0).toBeLessThanOrEqual(length);
        },
      ),
    );
  });

  it("takes no script for an archive because it names one", async () => {
    const script = "#!/bin/sh\nprintf 'PK\\005\\006' # PK\u0005\u0006 and some more, as of a record that is none\n";
    const { coverage } = await scanSource(file("a.sh", Buffer.from(script)));
    expect(coverage).toMatchObject({ documents: 1, notScanned: [] });
  });

  it("reads a gzip file up to what follows it that is none, and says so", async () => {
    const behind = (...parts: readonly Uint8Array[]) => Buffer.concat([...parts, Buffer.from("no gzip")]);
    const { findings, coverage } = await scanSource([
      ...file("junk.gz", behind(gzipSync(key("junk")))),
      ...file("two.gz", behind(gzipSync(`${key("one")}\n`), gzipSync(key("two")))),
      ...file("padded.gz", Buffer.concat([gzipSync(key("padded")), Buffer.alloc(512)])),
    ]);
    expect(placesOf(findings, seeds)).toEqual(
      [
        "junk.gz > junk:1:1 junk",
        "two.gz > two:1:1 one",
        "two.gz > two:2:1 two",
        "padded.gz > padded:1:1 padded",
      ].sort(),
    );
    expect(coverage.notScanned.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      "junk.gz unreadable",
      "two.gz unreadable",
    ]);
  });

  it("counts what it says of one archive for one reason, beyond a few lines", async () => {
    let inner: Buffer = zip({ "a.txt": "text" });
    for (let depth = 0; depth < 4; depth++) {
      inner = zip(Object.fromEntries([0, 1, 2, 3].map((index) => [`${depth}-${index}.zip`, inner])), "stored");
    }
    const { coverage } = await scanSource(file("many.zip", inner));
    expect(coverage.notScanned).toHaveLength(21);
    expect(new Set(coverage.notScanned.map(({ reason }) => reason))).toEqual(new Set(["too-deep"]));
    expect(coverage.notScanned.at(-1)).toMatchObject({ path: "many.zip", detail: expect.stringMatching(/^236 more /) });
  });

  it("opens as many archives within one as its size can be honest about", async () => {
    // Equal members compress to almost nothing: a thousand archives of them to a few kilobytes.
    let bomb: Buffer = zip({ "a.txt": "text" });
    for (let depth = 0; depth < 3; depth++) {
      bomb = zip(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`${depth}-${index}.zip`, bomb])));
    }
    const { coverage } = await scanSource(file("bomb.zip", bomb));
    expect(coverage.notScanned.at(-1)).toMatchObject({ reason: "archive-limit" });
    expect(coverage.documents).toBeLessThan(1000);

    const logs = Array.from({ length: 300 }, (_, index) => {
      const seed = index === 299 ? "the last" : `log ${index}`;
      return [`${index}.gz`, gzipSync(`${key(seed)}\n`)] as const;
    });
    const honest = await scanSource(file("logs.tar", await tar(Object.fromEntries(logs))));
    expect(honest.findings).toHaveLength(300);
    expect(honest.coverage.notScanned).toEqual([]);
  });

  it("names encrypted, damaged and unsupported archives", async () => {
    const locked = zip({ "a.txt": key("locked"), "b.txt": key("open") });
    // Bit 0 of the flags says encrypted: in the first central directory entry.
    const central = locked.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    locked[central + 8] = (locked[central + 8] ?? 0) | 1;
    const { findings, coverage } = await scanSource([
      ...file("locked.zip", locked),
      ...file("cut.zip", zip({ "a.txt": "text" }).subarray(0, 30)),
      ...file("bad.gz", Buffer.concat([gzipSync("x").subarray(0, 10), Buffer.alloc(20, 0xff)])),
      ...file("a.7z", Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4])),
      ...file("prose.txt", Buffer.from("BZh is how bzip2 files begin, PK how zip files do.")),
    ]);
    expect(placesOf(findings, seeds)).toEqual(["locked.zip > b.txt:1:1 open"]);
    expect(coverage.notScanned.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      "locked.zip encrypted",
      "cut.zip unreadable",
      "bad.gz unreadable",
      "a.7z unreadable",
    ]);
  });

  it("gives a decompression bomb up, and goes on with what is beside it", async () => {
    const zeros = Buffer.alloc(60 * 1024 * 1024);
    const bomb = zip({ bomb: zeros, "after.txt": key("after") }, "fast");
    const nested = gzipSync(gzipSync(zeros));
    const { findings, coverage } = await scanSource([...file("bomb.zip", bomb), ...file("nested.gz.gz", nested)]);
    expect(placesOf(findings, seeds)).toEqual(["bomb.zip > after.txt:1:1 after"]);
    expect(coverage.notScanned.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      "bomb.zip archive-limit",
      "nested.gz.gz archive-limit",
    ]);
    expect(coverage.bytes).toBeLessThan(40 * 1024 * 1024);
  });

  it("never throws, whatever is behind the first bytes", async () => {
    const magic = fc.constantFrom(gzipSync("abc"), zip({ a: "abc" }), pdf("abc"), Buffer.from("ustar"));
    const damage = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(magic, damage, fc.uint8Array({ maxLength: 600 }), async (head, edits, tail) => {
        const bytes = Buffer.concat([
          head.equals(Buffer.from("ustar")) ? Buffer.alloc(257) : Buffer.alloc(0),
          head,
          tail,
        ]);
        for (const [at, value] of edits) if (at >= 4 && at < bytes.length) bytes[at] = value;
        await scan(file("x", bytes), { limits: defaultPolicy.limits, exposures: [] });
      }),
      { numRuns: 300 },
    );
  });
});
