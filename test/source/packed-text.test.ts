import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../../src/detect/credential.ts";
import { address } from "../../src/source/document.ts";
import { history } from "../../src/source/history/history.ts";
import type { SourceItem } from "../../src/source/source.ts";
import { workTree } from "../../src/source/tree/work-tree.ts";
import { createWindowCutter } from "../../src/source/windows.ts";
import { makeKey, randomText } from "../keys.ts";
import { foreignArchives } from "./archives/masked.ts";
import { createRepository } from "./repository.ts";
import { scanSource } from "./scanning.ts";

const key = makeKey("openai-project-key", "packed");
const filler = randomText("filler", 3000);
const settings = `{"filler": "${filler}", "OPENAI_API_KEY": "${key}"}\n`;
const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString("base64");
const wrapped = (text: string, separator = "\n", columns = 76) =>
  text.match(new RegExp(`.{1,${columns}}`, "g"))?.join(separator) ?? "";
const zip = Buffer.from(zipSync({ "index.js": new Uint8Array(Buffer.from(settings)) }));

const file = (text: string | Uint8Array): SourceItem[] => [
  {
    type: "document",
    document: { address: address("file", { path: "a" }), bytes: Buffer.from(text), firstLine: 1, added: null },
  },
];

/** `line:column-endColumn encoding>…` of each finding of the key, and the reasons of what was not read. */
async function found(text: string | Uint8Array): Promise<string[]> {
  const { findings, coverage } = await scanSource(file(text));
  return [
    ...findings.map(({ credential, line, column, endLine, endColumn, encoding }) => {
      const isKey = credential.fingerprint === fingerprint(key);
      return `${line}:${column}-${endLine}:${endColumn} ${encoding.join(">")}${isKey ? "" : " another"}`;
    }),
    ...coverage.notScanned.map(({ reason, detail }) => `${reason}: ${detail}`),
  ];
}

describe("containers embedded in a text as base64", () => {
  it.each([
    ["gzip", gzipSync(settings)],
    ["zlib", deflateSync(settings)],
    ["zlib", deflateSync(settings, { level: 1 })],
    ["zlib", deflateSync(settings, { level: 9 })],
    ["zip", zip],
    ["zstd", zstdCompressSync(settings)],
    ["xz", foreignArchives().get("a.env.xz") ?? zip],
    ["bzip2", foreignArchives().get("a.env.bz2") ?? zip],
    ["7z", foreignArchives().get("a.7z") ?? zip],
  ])("opens %s, once and twice encoded, and reports the location in the outer text", async (format, bytes) => {
    const once = base64(bytes);
    const twice = base64(once);
    const another = format === "xz" || format === "bzip2" || format === "7z" ? " another" : "";
    expect(await found(`kind: Secret\ndata:\n  a: ${once}\n`)).toEqual([
      `3:6-3:${6 + once.length} base64>${format}${another}`,
    ]);
    expect(await found(`kind: Secret\ndata:\n  a: "${twice}"\n`)).toEqual([
      `3:7-3:${7 + twice.length} base64>base64>${format}${another}`,
    ]);
  });

  it("reads the release that Helm stores in a Secret", async () => {
    const manifest = `kind: Secret\ndata:\n  key: ${base64(key)}\n`;
    const release = JSON.stringify({ name: "app", config: { other: filler }, manifest });
    const text = `apiVersion: v1\ndata:\n  release: ${base64(base64(gzipSync(release)))}\nkind: Secret\n`;
    expect(await found(text)).toEqual([expect.stringMatching(/^3:12-3:\d+ base64>base64>gzip>base64$/)]);
  });

  it.each([
    ["wrapped in YAML", `user_data: |\n  ${wrapped(base64(gzipSync(settings)), "\n  ")}\n`],
    ["wrapped in a JSON text", `{"userData": "${wrapped(base64(gzipSync(settings)), "\\n")}"}`],
    ["with escaped slashes", `{"ZipFile": "${base64(zip).replaceAll("/", "\\/")}"}`],
    ["percent-encoded", `data=${encodeURIComponent(base64(gzipSync(settings)))}&more=1`],
    ["joined from literals", `data = ("${wrapped(base64(gzipSync(settings)), '"\n        "')}")\n`],
    ["in a data URL", `url(data:application/gzip;base64,${base64(gzipSync(settings))})`],
    ["in the attachment of a mail", `Content-Type: application/zip\n\n${wrapped(base64(zip), "\r\n")}\r\n--b--\r\n`],
    ["without padding", `cookie=${base64(gzipSync(`${settings} `)).replaceAll("=", "")};`],
    ["in base64url", `session=.${Buffer.from(deflateSync(settings)).toString("base64url")}`],
    ["in base64 together with other text", base64(`ab\n{"a": "${base64(gzipSync(settings))}"}`)],
  ])("opens it %s", async (_, text) => {
    expect(await found(text)).toEqual([expect.stringMatching(/^\d+:\d+-\d+:\d+ base64(?:url)?>[a-z0-9>]+$/)]);
  });

  it("ends when the next line is not base64", async () => {
    const xz = foreignArchives().get("a.env.xz") ?? zip;
    for (const bytes of [gzipSync(settings), gzipSync(`${settings} `), gzipSync(`${settings}  `), zip, xz]) {
      const bare = base64(bytes).replaceAll("=", "");
      expect(await found(`data:\n  a: ${bare}\nkind: Secret\n`)).toHaveLength(1);
      expect(await found(`${wrapped(bare)}\n\n--boundary--\n`)).toHaveLength(1);
      expect(await found(`${wrapped(bare)}\n--boundary--\n`)).toHaveLength(1);
    }
  });

  it("opens each of many, and the containers inside them", async () => {
    const other = makeKey("openai-project-key", "other");
    const inner = base64(gzipSync(settings));
    const text = `a: ${base64(zip)}\nb: ${base64(gzipSync(`${filler} ${other}`))}\nc: ${base64(gzipSync(`x: ${inner}`))}\n`;
    expect(await found(text)).toEqual([
      expect.stringMatching(/^1:4-1:\d+ base64>zip$/),
      expect.stringMatching(/^2:4-2:\d+ base64>gzip another$/),
      expect.stringMatching(/^3:4-3:\d+ base64>gzip>base64>gzip$/),
    ]);
  });

  it("reports unreadable containers, but not text that only begins like one", async () => {
    const cut = base64(gzipSync(randomText("long", 90_000))).slice(0, 40_000);
    expect(await found(`a: ${cut}\n`)).toEqual(["unreadable: In base64: The gzip data is damaged at its end."]);
    const locked = foreignArchives().get("locked.7z") ?? zip;
    expect(await found(`a: ${base64(locked)}\n`)).toEqual([
      "encrypted: In base64: a.env: It is protected by a password.",
    ]);
    expect(await found(`a: H4sI${randomText("a", 400)}\nb: "eJx${randomText("b", 400)}"\n`)).toEqual([]);
    expect(await found(`const value = "eJwords are not zlib", theAEGIS = x.eNprop;\n`)).toEqual([]);
  });

  it("stops when a document's archives unpack to too much", async () => {
    const bomb = base64(gzipSync(Buffer.alloc(3_000_000)));
    const text = `${Array.from({ length: 100 }, (_, i) => `k${i}: ${bomb}`).join("\n")}\n`;
    const { coverage } = await scanSource(file(text));
    expect(coverage.notScanned.length).toBeGreaterThan(0);
    expect(coverage.bytes).toBeLessThan(40 * 1024 * 1024);
  });

  it("finds it in a tree, in a history, and when only a later version of a file contains it", async () => {
    const repository = createRepository();
    const release = (text: string) => `data:\n  release: ${base64(base64(gzipSync(text)))}\n`;
    repository.commit("one", { "secret.yaml": release(JSON.stringify({ filler })) });
    repository.commit("two", { "secret.yaml": release(JSON.stringify({ filler, key })) });
    repository.commit("three", { "secret.yaml": release(JSON.stringify({ filler, more: 1 })) });
    repository.git("gc", "--quiet");
    const inHistory = await scanSource(history(repository.path));
    expect(inHistory.findings.map(({ line, encoding }) => `${line} ${encoding.join(">")}`)).toEqual([
      "2 base64>base64>gzip",
    ]);
    expect((await scanSource(workTree(repository.path, { files: "all", wholeBytes: 50_000_000 }))).findings).toEqual(
      [],
    );
  });

  it("finds it in a text that is read in windows, and says when it is longer than one", async () => {
    const blob = base64(gzipSync(settings));
    const text = Buffer.from(`${"a line of text\n".repeat(1000)}data: ${blob}\n${"a line of text\n".repeat(1000)}`);
    for (const owned of [1000, 15_000, 15_500]) {
      const cutter = createWindowCutter(address("file", { path: "a" }), { owned, overlap: 8000 });
      const documents = [...cutter.push(text), ...cutter.end()];
      const { findings } = await scanSource(documents.map((document) => ({ type: "document", document })));
      expect(findings.map(({ line, column }) => `${line}:${column}`)).toEqual(["1001:7"]);
    }
    const long = Buffer.from(`data: ${base64(gzipSync(randomText("long", 60_000)))}\n`);
    const cutter = createWindowCutter(address("file", { path: "a" }), { owned: 4000, overlap: 8000 });
    const documents = [...cutter.push(long), ...cutter.end()];
    const { coverage } = await scanSource(documents.map((document) => ({ type: "document", document })));
    expect(coverage.notScanned.map(({ reason }) => reason)).toContain("too-large");
  });

  it("finds it in any surrounding text", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 50 }),
        fc.constantFrom("\n", '"', " ", ": ", "=", ","),
        fc.constantFrom(0, 64, 76),
        fc.constantFrom("\n", "\r\n", "\n  "),
        fc.string({ maxLength: 50 }),
        async (before, opening, columns, separator, after) => {
          const blob = base64(gzipSync(settings));
          const text = `${before}${opening}${columns === 0 ? blob : wrapped(blob, separator, columns)}"\n\n--${after}`;
          const { findings } = await scanSource(file(text));
          expect(findings.map(({ credential }) => credential.fingerprint)).toEqual([fingerprint(key)]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
