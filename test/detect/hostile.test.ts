import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { effort } from "../../src/detect/effort.ts";
import { maxReach } from "../../src/detect/reach.ts";
import { makeKey, randomText, watermark } from "../keys.ts";

const letters = randomText("hostile", 1 << 16);
/** One to three letters that do not repeat soon, so that nothing is skipped as a repetition. */
const vary = (i: number) => letters.slice(i % 65_521, (i % 65_521) + 1 + (i % 3));
const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64");

/** A watermark now and then, so that what stands around is looked at. */
const seldom = (i: number) => (i % 16 === 0 ? watermark : "") + vary(i);
const margin = " ".repeat(59);

const pieces: Readonly<Record<string, (i: number) => string>> = {
  "`sk-`": () => "sk-",
  "the watermark": () => watermark,
  "nested quotes": () => "\"'`",
  "varied watermarks": (i) => watermark + vary(i),
  "varied beginnings and watermarks": (i) => `sk-${watermark}${vary(i)}`,
  "beginnings that start a word": (i) => `-sk-${vary(i)}${watermark}`,
  "keys that are one letter short": (i) => `sk-proj-${randomText(String(i), 19)}${watermark}`,
  "short lines of padded base64": (i) => `${base64(watermark + vary(i)).replace(/[^=]$/, "=")}\n`,
  "long lines of base64": (i) => `${base64(`${watermark}sk-${vary(i)}`.repeat(5))}\n`,
  "twice encoded watermarks": (i) => base64(base64(watermark + vary(i))),
  "beginnings of Realtime secrets": (i) => `ek_${i % 10}${vary(i)}`,
  "beginnings of session tokens": (i) => `sess-${vary(i)}`,
  "UTF-16": (i) => Buffer.from(watermark + vary(i), "utf16le").toString("latin1"),
  "hexadecimal digits": (i) => Buffer.from(watermark + vary(i)).toString("hex"),
  "beginnings within words of binary data": (i) =>
    `ask-${vary(i)}\x01ask-${randomText(String(i), 20)}${watermark}${vary(i)}`,
  "keys within words": (i) => `ask-${randomText(String(i), 20)}${watermark}${randomText(`r${i}`, 20)}x`,
  "terminal codes": (i) => `[0;0;0;0;0;0;0;0;0msk-${vary(i)}${i % 9 === 0 ? watermark : ""}`,
  "Azure names": (i) => `openai.azure.com${vary(i)}`,
  "keys of Azure": (i) => `AzureOpenAI((key:${randomText(String(i), 32, "hex")}`,
  "escapes and joints": (i) => `"+"\\u0054${i % 20 === 0 ? watermark : vary(i)}' . "`,
  "quotes before empty lines": (i) => `"${`${margin}\n`.repeat(3)}${margin}x\n${seldom(i)}`,
  "quotes before blanks": (i) => `"${" ".repeat(100)}x${seldom(i)}`,
  "quotes before line ends": (i) => `"${"\n".repeat(9)}${seldom(i)}`,
  "quotes between blanks": (i) => `" " " ' ' '${seldom(i)}`,
  "quotes before comments": (i) => `" // ${seldom(i)} `,
  "quotes before comments that end": (i) => `" // ${seldom(i)}\n`,
  "quotes before comments that hold quotes": (i) => `" /* ${seldom(i)} `,
  "apostrophes in comments": (i) => `" // ${"d'r".repeat(10)}${seldom(i)}`,
  "backticks at the end of lines": (i) => `\`\n${i % 7 === 0 ? seldom(i) : ""}`,
  "an aligned table": (i) => `"${seldom(i)}"          | foo\n`,
  "empty calls": (i) => `".a().a().a()${seldom(i)}`,
  subscripts: (i) => `\n"] a["${seldom(i)}"] b['f`,
  "long names": (i) => `";${"a".repeat(60)} ${"b".repeat(60)} ${seldom(i)}`,
  "literals joined to beginnings": (i) => `sk-"+"${vary(i)}${watermark}`,
  "joined base64": (i) => `${base64(watermark + vary(i))}","`,
};

function hostile(piece: (i: number) => string, length: number): Buffer {
  const parts: string[] = [];
  for (let i = 0, size = 0; size < length; i++) {
    const part = piece(i);
    parts.push(part);
    size += part.length;
  }
  return Buffer.from(parts.join("").slice(0, length), "latin1");
}

function work(bytes: Uint8Array): number {
  const before = effort.bytes;
  detect(bytes);
  return effort.bytes - before;
}

describe("the work that bytes cause", () => {
  const size = 120_000;
  it.each(Object.entries(pieces))("grows no faster than their length for %s", (_, piece) => {
    const once = work(hostile(piece, size));
    const twice = work(hostile(piece, 2 * size));
    // Windows start small; what they cost at the beginning is not seen again.
    expect(twice).toBeLessThan(2.3 * once + size);
    expect(twice).toBeLessThan(2 * size * 60);
  });

  it.each(["`sk-`", "the watermark", "nested quotes"])("is negligible when they only repeat %s", (name) => {
    const piece = pieces[name];
    if (piece !== undefined) expect(work(hostile(piece, 2_000_000))).toBeLessThan(500_000);
  });
});

describe("bytes that repeat", () => {
  it("do not hide a key among them", () => {
    const patterns = [watermark, base64(watermark.repeat(3)), "sk-", "ek_0", `${watermark}\n`, "T\x003\0B\0l\0"];
    fc.assert(
      fc.property(
        fc.constantFrom(...patterns),
        fc.nat(200_000),
        fc.nat(60_000),
        fc.constantFrom("openai-project-key", "openai-user-key", "openai-realtime-secret"),
        (pattern, before, after, kind) => {
          const key = makeKey(kind, String(before));
          const text = `${pattern.repeat(before / pattern.length)}\n ${key} \n${pattern.repeat(after / pattern.length)}`;
          const { detections } = detect(Buffer.from(text, "latin1"));
          expect(detections.map(({ credential }) => credential.reveal())).toEqual([key]);
          expect(detections[0]?.start).toBe(text.indexOf(key));
        },
      ),
      { numRuns: 25 },
    );
  });

  it("are all reported when they are keys", () => {
    const line = `KEY=${makeKey()}\n`;
    const count = Math.ceil((8 * maxReach) / line.length);
    expect(detect(Buffer.from(line.repeat(count))).detections).toHaveLength(count);
  });
});
