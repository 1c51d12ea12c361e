import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { scan } from "../../src/scan.ts";
import { address, type Document } from "../../src/source/document.ts";
import type { SourceItem } from "../../src/source/source.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { temporaryFolder } from "./repository.ts";
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

/** A zip as Python writes it: `deflated` or `stored`. */
function zip(files: Readonly<Record<string, string | Uint8Array>>, method: "deflated" | "stored" = "deflated"): Buffer {
  const folder = temporaryFolder();
  const names = Object.keys(files);
  names.forEach((name, index) => {
    writeFileSync(join(folder, String(index)), files[name] ?? "");
  });
  const script =
    "import sys, zipfile\nm = zipfile.ZIP_DEFLATED if sys.argv[1] == 'deflated' else zipfile.ZIP_STORED\n" +
    "z = zipfile.ZipFile('out.zip', 'w', m)\n[z.write(str(i), n) for i, n in enumerate(sys.argv[2:])]\nz.close()";
  execFileSync("python3", ["-c", script, method, ...names], { cwd: folder });
  return readFileSync(join(folder, "out.zip"));
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
      "a.7z unsupported",
    ]);
  });

  it("gives a decompression bomb up, and goes on with what is beside it", async () => {
    const zeros = Buffer.alloc(60 * 1024 * 1024);
    const bomb = zip({ bomb: zeros, "after.txt": key("after") });
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
