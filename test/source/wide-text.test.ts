import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../../src/detect/credential.ts";
import { address } from "../../src/source/document.ts";
import { history } from "../../src/source/history/history.ts";
import { workTree } from "../../src/source/tree/work-tree.ts";
import { createWindowCutter } from "../../src/source/windows.ts";
import { makeKey, randomText } from "../keys.ts";
import { createRepository } from "./repository.ts";
import { scanSource } from "./scanning.ts";

const key = makeKey("openai-project-key", "wide");
const twice = Buffer.from(Buffer.from(key).toString("base64")).toString("base64");

const layouts = ["utf-16le", "utf-16be", "utf-32le", "utf-32be"] as const;

function encode(text: string, layout: (typeof layouts)[number]): Buffer {
  const little = Buffer.from(text, "utf16le");
  if (layout === "utf-16le") return little;
  if (layout === "utf-16be") return little.swap16();
  const characters = [...text];
  const wide = Buffer.alloc(4 * characters.length);
  characters.forEach((character, index) => {
    const value = character.codePointAt(0) ?? 0;
    if (layout === "utf-32le") wide.writeUInt32LE(value, 4 * index);
    else wide.writeUInt32BE(value, 4 * index);
  });
  return wide;
}

async function found(bytes: Uint8Array): Promise<string[]> {
  const document = { address: address("file", { path: "a" }), bytes, firstLine: 1, added: null };
  const { findings } = await scanSource([{ type: "document", document }]);
  return findings.map(({ credential, line, column, encoding }) => {
    const isKey = credential.fingerprint === fingerprint(key);
    return `${line}:${column} ${encoding.join(">")}${isKey ? "" : " another"}`;
  });
}

describe.each(layouts)("a text that is %s as a whole", (layout) => {
  it.each([
    { title: "with", mark: "\ufeff" },
    { title: "without", mark: "" },
  ])("is read with two encodings on top, $title a byte order mark", async ({ mark }) => {
    const text = `${mark}first line 😀\r\nsecond: ü\r\nvalue: ${twice}\r\nlast\r\n`;
    expect(await found(encode(text, layout))).toEqual([`3:8 ${layout}>base64>base64`]);
  });

  it("is read with a container in base64", async () => {
    const packed = gzipSync(`${randomText("filler", 500)} ${key}`).toString("base64");
    const text = `\ufeffkind: Secret\nvalue: ${packed}\nlast\n`;
    expect(await found(encode(text, layout))).toEqual([`2:8 ${layout}>base64>gzip`]);
  });

  it("reports the position of a plain key in any surrounding text", async () => {
    const piece = fc.string({ unit: fc.constantFrom("a", "\n", "ü", "😀", "\r\n", " ", "b: "), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(piece, piece, async (before, after) => {
        const text = `\ufeff${before} ${key}\n${after}`;
        const lines = before.split("\n");
        expect(await found(encode(text, layout))).toEqual([
          `${lines.length}:${(lines.at(-1)?.length ?? 0) + 2} ${layout}`,
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it("has the same positions when it is read in windows", async () => {
    const text = `${"a line of text\n".repeat(500)}value: ${key}\n${"a line of text\n".repeat(500)}`;
    const bytes = encode(text, layout);
    for (const owned of [4000, 14_002, 33_333]) {
      const cutter = createWindowCutter(address("file", { path: "a" }), { owned, overlap: 9000 });
      const documents = [...cutter.push(bytes), ...cutter.end()];
      const { findings } = await scanSource(documents.map((document) => ({ type: "document", document })));
      expect(findings.map(({ line, column }) => `${line}:${column}`)).toEqual(["501:8"]);
    }
  });

  it("is read in a tree and in a history, where its bytes contain no anchor", async () => {
    const repository = createRepository();
    const bytes = encode(`\ufefffirst\n${twice}\n`, layout);
    repository.commit("one", { "a.txt": bytes });
    repository.git("gc", "--quiet");
    for (const source of [history(repository.path), workTree(repository.path, { files: "all", wholeBytes: 1e7 })]) {
      const { findings } = await scanSource(source);
      expect(findings.map(({ line, encoding }) => `${line} ${encoding.join(">")}`)).toEqual([
        `2 ${layout}>base64>base64`,
      ]);
    }
  });
});

describe("lines of a text", () => {
  it.each(["utf-16le", "utf-16be"] as const)("are right where a program appends to ASCII in %s", async (layout) => {
    const ascii = Array.from({ length: 300 }, (_, i) => `Set-Variable line ${i}\r\n`).join("");
    const appended = encode(`appended\r\nkey: ${key}\r\n`, layout);
    expect(await found(Buffer.concat([Buffer.from(ascii), appended]))).toEqual([`302:6 ${layout}`]);
    const three = Buffer.concat([Buffer.from(ascii), encode("more\r\n", layout), Buffer.from(ascii), appended]);
    expect(await found(three)).toEqual([`603:6 ${layout}`]);
  });

  it("are right where a program appends ASCII to UTF-16", async () => {
    const wide = encode("\ufefffirst\r\nsecond\r\n", "utf-16le");
    expect(await found(Buffer.concat([wide, Buffer.from(`third\r\nkey: ${key}\r\n`)]))).toEqual(["4:6 "]);
  });

  it("end at a carriage return where there is no line feed", async () => {
    expect(await found(Buffer.from(`first\rsecond\rkey: ${key}\rlast`))).toEqual(["3:6 "]);
    expect(await found(encode(`\ufefffirst\rsecond\rkey: ${key}\rlast`, "utf-16le"))).toEqual(["3:6 utf-16le"]);
    expect(await found(Buffer.from(`progress 1\rprogress 2\nkey: ${key}\n`))).toEqual(["2:6 "]);
  });
});
