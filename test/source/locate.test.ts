import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Detection } from "../../src/detect/detection.ts";
import { locate, locateExposures } from "../../src/source/locate.ts";
import { detectionAt, documentOf } from "./detections.ts";

const masked = detectionAt(0, 1).credential.masked;

function only<T>(items: readonly T[]): T {
  expect(items).toHaveLength(1);
  const [item] = items;
  if (item === undefined) throw new Error("nothing there");
  return item;
}

function at(text: string, needle: string, seed = "0"): Detection {
  const start = Buffer.from(text.slice(0, text.indexOf(needle))).length;
  return detectionAt(start, start + Buffer.from(needle).length, [], seed);
}

describe("lines and columns", () => {
  it("counts columns in UTF-16 units, whatever text precedes", () => {
    const text = 'first\r\nzwölf 😀 = "KEY"\r\nlast';
    const finding = only(locate(documentOf(text), [at(text, "KEY")]));
    expect(finding).toMatchObject({ line: 2, column: 13, endLine: 2, endColumn: 16 });
    expect(finding.excerpt).toEqual({
      text: `zwölf 😀 = "${masked}"`,
      start: 12,
      end: 12 + masked.length,
      partial: false,
    });
  });

  it("starts from the document's first line and leaves a byte order mark out", () => {
    const text = "KEY";
    expect(only(locate(documentOf(text, { firstLine: 41 }), [at(text, "KEY")])).line).toBe(41);
    const marked = "\uFEFFa KEY";
    const finding = only(locate(documentOf(marked), [at(marked, "KEY")]));
    expect(finding).toMatchObject({ line: 1, column: 3 });
    expect(finding.excerpt.text).toBe(`a ${masked}`);
  });

  it("agrees with the text for any text around the key, in UTF-8 and UTF-16", () => {
    const piece = fc.string({ unit: fc.constantFrom("a", "\n", "ü", "😀", "\r\n", " ", "ਊ", "\u0a00"), maxLength: 60 });
    fc.assert(
      fc.property(
        piece,
        piece,
        fc.constantFrom("utf-8", "utf-16le", "utf-16be"),
        fc.boolean(),
        (before, after, layout, mark) => {
          const encode = (text: string): Buffer => {
            if (layout === "utf-8") return Buffer.from(text);
            const little = Buffer.from(text, "utf16le");
            return layout === "utf-16le" ? little : little.swap16();
          };
          const bom = mark ? encode("\uFEFF") : Buffer.alloc(0);
          const head = encode(before);
          const bytes = Buffer.concat([bom, head, encode("KEY"), encode(after)]);
          const start = bom.length + head.length;
          const detection = detectionAt(start, start + encode("KEY").length, layout === "utf-8" ? [] : [layout]);
          const finding = only(locate(documentOf(bytes), [detection]));
          const lines = before.split("\n");
          const own = lines.at(-1) ?? "";
          expect(finding.line).toBe(lines.length);
          expect(finding.column).toBe(own.length + 1);
          expect(finding.endColumn).toBe(own.length + 4);
          const rest = after.includes("\n") ? after.slice(0, after.indexOf("\n")) : after;
          expect(finding.excerpt.text).toBe(`${own}${masked}${rest.replace(/\r$/, "")}`);
        },
      ),
    );
  });

  it("names the first and last line of a key that is spread over several", () => {
    const text = 'a\nkey = "one" +\n  "two"; // end\nb';
    const start = text.indexOf("one");
    const end = text.indexOf("two") + 3;
    const finding = only(locate(documentOf(text), [detectionAt(start, end, ["concatenation"])]));
    expect(finding).toMatchObject({ line: 2, column: 8, endLine: 3, endColumn: 7 });
    expect(finding.excerpt).toMatchObject({ text: `key = "${masked}"; // end`, partial: false });
  });
});

describe("added lines", () => {
  const text = "one KEY\ntwo\nthree K-E\nY end\n";
  const spread = detectionAt(text.indexOf("K-E"), text.indexOf("Y end") + 1, ["concatenation"]);

  it("keeps findings that touch an added line and drops those next to one", () => {
    const detections = [at(text, "KEY"), spread];
    const lines = (added: number[]) =>
      locate(documentOf(text, { firstLine: 10, added: new Set(added) }), detections).map((finding) => finding.line);
    expect(lines([11])).toEqual([]);
    expect(lines([10])).toEqual([10]);
    expect(lines([13])).toEqual([12]);
    expect(lines([10, 12])).toEqual([10, 12]);
  });

  it("masks a key whose finding it drops", () => {
    const both = "KEY and K2Y";
    const detections = [at(both, "KEY"), at(both, "K2Y", "2")];
    const kept = locate(documentOf(both, { added: new Set([1]) }), detections);
    for (const finding of kept) expect(finding.excerpt.text).not.toMatch(/KEY|K2Y/);
  });
});

describe("excerpts", () => {
  it("never hold a credential of the document, and say when they must not be written back", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 4, max: 30 }), fc.nat(6)), { minLength: 1, maxLength: 12 }),
        (runs) => {
          // Upper-case runs are the credentials; they may overlap.
          const bytes = Buffer.alloc(400, "a");
          let start = 0;
          const detections = runs.map(([gap, length, overlap], index) => {
            start += Math.max(0, gap - overlap);
            bytes.fill("K", start, start + length);
            return detectionAt(start, start + length, [], String(index));
          });
          const findings = locate(documentOf(bytes), detections);
          expect(findings).toHaveLength(runs.length);
          for (const { excerpt, credential } of findings) {
            let shown = excerpt.text;
            const masks = detections.map((detection) => detection.credential.masked);
            for (const mask of masks) shown = shown.replaceAll(mask, "");
            // A long line is cut, and the cut may go through a mask.
            for (const mask of masks) {
              for (let cut = 1; cut < mask.length; cut++) {
                if (shown.startsWith(mask.slice(cut))) shown = shown.slice(mask.length - cut);
                if (shown.endsWith(mask.slice(0, -cut))) shown = shown.slice(0, cut - mask.length);
              }
            }
            expect(shown).not.toContain("K");
            expect(excerpt.text.slice(excerpt.start, excerpt.end)).toBe(credential.masked);
            if (detections.length > 1) expect(excerpt.partial).toBe(true);
          }
        },
      ),
    );
  });

  it("cuts a long line around the key, never through a character", () => {
    const text = `${"😀".repeat(5000)}KEY${"ü😀".repeat(5000)}`;
    const { excerpt, column } = only(locate(documentOf(text), [at(text, "KEY")]));
    expect(column).toBe(10_001);
    expect(excerpt.partial).toBe(true);
    expect(excerpt.text.length).toBeLessThan(450);
    expect(excerpt.text.isWellFormed()).toBe(true);
    expect(excerpt.text).not.toContain("\uFFFD");
    expect(excerpt.text.slice(excerpt.start, excerpt.end)).toBe(masked);
  });

  it("masks credentials in the excerpt of an exposure", () => {
    const text = "ENV OPENAI_API_KEY=KEY\n";
    const exposure = { id: "image-variable" as const, start: 0, end: 22 };
    const finding = only(locateExposures(documentOf(text), [exposure], [detectionAt(19, 22)]));
    expect(finding).toMatchObject({ line: 1, column: 1, endColumn: 23 });
    expect(finding.excerpt.text).toBe(`ENV OPENAI_API_KEY=${masked}`);
  });
});
