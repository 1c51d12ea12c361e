import { deflateRawSync, deflateSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../../src/detect/credential.ts";
import { address } from "../../src/source/document.ts";
import { makeKey } from "../keys.ts";
import { placesOf, scanSource } from "./scanning.ts";

const key = makeKey("openai-user-key", "page");
const seeds = new Map([[fingerprint(key), "key"]]);

async function scanned(path: string, bytes: Uint8Array): Promise<readonly string[]> {
  const document = { address: address("file", { path }), bytes, firstLine: 1, added: null };
  const { findings, coverage } = await scanSource([{ type: "document", document }]);
  return [...placesOf(findings, seeds), ...coverage.notScanned.map(({ reason, detail }) => `${reason}: ${detail}`)];
}

/** A PDF file of these objects, each with its dictionary and its data. */
function pdf(...objects: readonly (readonly [dictionary: string, data: Uint8Array | string])[]): Buffer {
  const parts = objects.flatMap(([dictionary, data], index) => [
    Buffer.from(`${index + 1} 0 obj\n${dictionary}\nstream\n`, "latin1"),
    Buffer.from(data),
    Buffer.from("\nendstream\nendobj\n"),
  ]);
  return Buffer.concat([Buffer.from("%PDF-1.7\n"), ...parts, Buffer.from("trailer\n%%EOF")]);
}

function ascii85(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4) {
    const group = bytes.subarray(at, at + 4);
    let value = [0, 1, 2, 3].reduce((sum, index) => sum * 256 + (group[index] ?? 0), 0);
    let digits = "";
    for (let index = 0; index < 5; index++) {
      digits = String.fromCharCode(33 + (value % 85)) + digits;
      value = Math.floor(value / 85);
    }
    text += digits.slice(0, group.length + 1);
  }
  return `${text}~>`;
}

/** LZW with codes of nine bits only: cleared before they grow. */
function lzw(bytes: Uint8Array): Buffer {
  const bits = [...bytes]
    .flatMap((byte, index) => (index % 200 === 0 ? [256, byte] : [byte]))
    .concat(257)
    .map((code) => code.toString(2).padStart(9, "0"))
    .join("");
  return Buffer.from(bits.match(/.{1,8}/g)?.map((octet) => Number.parseInt(octet.padEnd(8, "0"), 2)) ?? []);
}

/** Rows of 16 bytes, each as the difference from the one above. */
function predicted(text: string): Buffer {
  const rows =
    Buffer.from(text.padEnd(Math.ceil(text.length / 16) * 16))
      .toString("latin1")
      .match(/[\s\S]{16}/g) ?? [];
  return Buffer.concat(
    rows.map((row, number) => {
      const above = Buffer.from(rows[number - 1] ?? "\0".repeat(16), "latin1");
      return Buffer.from([2, ...Buffer.from(row, "latin1").map((byte, x) => byte - (above[x] ?? 0))]);
    }),
  );
}

const page = (text: string) => `BT /F1 12 Tf 72 700 Td ${text} ET`;

describe("streams of PDF files", () => {
  const text = `key: ${key}\n`;
  it.each([
    ["deflated", "<< /Filter /FlateDecode >>", deflateSync(text)],
    ["deflated, with a name that is written with its number", "<< /Filter /Fl#61teDecode >>", deflateSync(text)],
    ["deflated, in an abbreviation", "<< /Filter [ /Fl ] >>", deflateSync(text)],
    ["deflated without a header", "<< /Filter /FlateDecode >>", deflateRawSync(text)],
    ["with a comment behind the dictionary", "<< /Filter /FlateDecode >> % data follows", deflateSync(text)],
    ["with a dictionary in one line", "<</Type/X/Filter[/FlateDecode]/Length 1>>", deflateSync(text)],
    ["with a long dictionary", `<< /Filter /FlateDecode /Note (${"x".repeat(5000)}) >>`, deflateSync(text)],
    ["in hexadecimal digits", "<< /Filter [/ASCIIHexDecode /FlateDecode] >>", `${deflateSync(text).toString("hex")}>`],
    ["in ASCII85", "<< /Filter [/ASCII85Decode /FlateDecode] >>", ascii85(deflateSync(text))],
    ["in ASCII85 alone", "<< /Filter /A85 >>", ascii85(Buffer.from(text))],
    ["in LZW", "<< /Filter /LZWDecode >>", lzw(Buffer.from(text))],
    [
      "in runs",
      "<< /Filter /RunLengthDecode >>",
      Buffer.concat([Buffer.of(text.length - 1), Buffer.from(text), Buffer.of(128)]),
    ],
    ["deflated twice", "<< /Filter [/FlateDecode /FlateDecode] >>", deflateSync(deflateSync(text))],
    [
      "with a predictor",
      "<< /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 16 >> >>",
      deflateSync(predicted(text)),
    ],
    [
      "with the predictor of TIFF",
      "<< /Filter /FlateDecode /DecodeParms << /Predictor 2 /Columns 16 >> >>",
      deflateSync(Buffer.from(text).map((byte, at, all) => byte - (at % 16 === 0 ? 0 : (all[at - 1] ?? 0)))),
    ],
  ])("are opened when they are %s", async (_, dictionary, data) => {
    expect(await scanned("a.pdf", pdf([dictionary, data]))).toEqual(["a.pdf > stream 1:1:6 key"]);
  });

  it("are opened when their filter is a separate object", async () => {
    const bytes = pdf(["<< /Filter 9 0 R >>", deflateSync(text)]);
    const other = Buffer.from("9 0 obj\n[ /FlateDecode ]\nendobj\n");
    expect(await scanned("a.pdf", Buffer.concat([bytes, other]))).toEqual(["a.pdf > stream 1:1:6 key"]);
  });

  it("end at their stated length, not at a keyword inside them", async () => {
    const data = deflateSync(`endstream ${text}`, { level: 0 });
    const bytes = pdf([`<< /Filter /FlateDecode /Length ${data.length} >>`, data]);
    expect(await scanned("a.pdf", bytes)).toEqual(["a.pdf > stream 1:1:16 key"]);
  });

  it("are reported when they are damaged, encrypted or filtered in an unknown way", async () => {
    const bad = Buffer.alloc(40, 0xff);
    expect(await scanned("a.pdf", pdf(["<< /Filter /FlateDecode >>", bad]))).toEqual([
      "unreadable: stream 1: The compressed data is damaged.",
    ]);
    expect(await scanned("b.pdf", pdf(["<< /Filter /Other >>", bad]))).toEqual([
      "unsupported: stream 1: One of the stream's filters is not known.",
    ]);
    const locked = Buffer.concat([pdf(["<< /Filter /FlateDecode >>", bad]), Buffer.from("<< /Encrypt 4 0 R >>")]);
    expect(await scanned("c.pdf", locked)).toEqual(["encrypted: The document is encrypted."]);
    const opaque = Buffer.concat([pdf(["<< >>", bad]), Buffer.from("trailer << /Encrypt 4 0 R >>")]);
    expect(await scanned("e.pdf", opaque)).toEqual(["encrypted: The document is encrypted."]);
    expect(await scanned("d.pdf", pdf(["<< /Filter /DCTDecode >>", bad]))).toEqual([]);
  });
});

describe("text stored in pieces", () => {
  const cut = (at: number) => [key.slice(0, at), key.slice(at, at + 20), key.slice(at + 20)];
  const [one = "", two = "", three = ""] = cut(14);
  it.each([
    ["with kerning", page(`[(${one})-20(${two})15.5(${three})] TJ`)],
    ["when it is shown one after the other", page(`(${one}) Tj (${two}) Tj (${three}) Tj`)],
    [
      "in blocks of their own on one line",
      [one, two, three].map((part, i) => `q BT /F1 12 Tf 1 0 0 1 ${72 + 90 * i} 700 Tm (${part}) Tj ET Q`).join("\n"),
    ],
    [
      "in hexadecimal digits",
      page(`[<${Buffer.from(one).toString("hex")}> 3 <${Buffer.from(two + three).toString("hex")}>] TJ`),
    ],
    ["beside other text", page(`(Key:) Tj 60 0 Td [(${one}) -12 (${two + three})] TJ 0 -14 Td (more) Tj`)],
    [
      "with escapes",
      page(
        `[(${one}\\\n) 1 (${two}${three.replace(/^./, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`)})] TJ`,
      ),
    ],
  ])("is joined %s", async (_, content) => {
    const expected = [expect.stringMatching(/^a\.pdf > stream 1 > text:\d+:\d+ key$/)];
    expect(await scanned("a.pdf", pdf(["<< /Filter /FlateDecode >>", deflateSync(content)]))).toEqual(expected);
    expect(await scanned("a.pdf", pdf(["<< >>", content]))).toEqual(expected);
  });

  it("is read when it is stored as glyph numbers", async () => {
    const glyphs = [...new Set(key)];
    const codes = [...key].map((character) => (glyphs.indexOf(character) + 3).toString(16).padStart(4, "0")).join("");
    const map = glyphs.map((character, index) => {
      const code = (index + 3).toString(16).padStart(4, "0");
      return `<${code}> <${character.charCodeAt(0).toString(16).padStart(4, "0")}>`;
    });
    const cmap = `/CIDInit begincmap\n${map.length} beginbfchar\n${map.join("\n")}\nendbfchar\nendcmap`;
    const bytes = pdf(
      ["<< /Filter /FlateDecode >>", deflateSync(page(`<${codes}> Tj`))],
      ["<< /Filter /FlateDecode >>", deflateSync(cmap)],
    );
    expect(await scanned("a.pdf", bytes)).toEqual(["a.pdf > stream 1 > text:2:1 key"]);
  });

  it("is reported in the original bytes when it is whole there", async () => {
    const bytes = pdf(["<< /Filter /FlateDecode >>", deflateSync(page(`(${key}) Tj`))]);
    expect(await scanned("a.pdf", bytes)).toEqual(["a.pdf > stream 1:1:25 key"]);
  });

  it.each([
    [
      "word/document.xml",
      "<w:p><w:r><w:t>",
      "</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>",
      "</w:t></w:r></w:p>",
    ],
    ["ppt/slides/slide1.xml", "<a:p><a:r><a:t>", "</a:t></a:r><a:r><a:t>", "</a:t></a:r></a:p>"],
    ["xl/sharedStrings.xml", "<si><r><t>", "</t></r><r><t>", "</t></r></si>"],
    ["content.xml", "<text:p>", "<text:span>", "</text:span></text:p>"],
  ])("is joined in %s of an office document", async (name, before, between, after) => {
    const xml = `<?xml version="1.0"?><x>${before}${one}${between}${two}${three}${after}</x>`;
    const bytes = zipSync({ [name]: new Uint8Array(Buffer.from(xml)) });
    expect(await scanned("a.zip", bytes)).toEqual([expect.stringMatching(/^a\.zip > \S+ > text:\d+:\d+ key$/)]);
  });
});
