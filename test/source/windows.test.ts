import fc from "fast-check";
import { expect, it } from "vitest";
import { type KindId, kinds } from "../../src/detect/kind.ts";
import { maxReach } from "../../src/detect/reach.ts";
import { address, type Document } from "../../src/source/document.ts";
import { locate } from "../../src/source/locate.ts";
import { createWindowCutter } from "../../src/source/windows.ts";
import { type ChainedEncoding, encoders } from "../detect/encode.ts";
import { makeKey } from "../keys.ts";
import { detectionAt, documentOf } from "./detections.ts";
import { scanSource } from "./scanning.ts";

const marker = "<KEY>";

/** A detector that is exact by construction. */
function find(bytes: Uint8Array, layout: "utf-8" | "utf-16le" | "utf-16be") {
  const little = Buffer.from(marker, "utf16le");
  const needle = layout === "utf-8" ? Buffer.from(marker) : layout === "utf-16le" ? little : little.swap16();
  const detections = [];
  const buffer = Buffer.from(bytes);
  for (let at = buffer.indexOf(needle); at !== -1; at = buffer.indexOf(needle, at + 1)) {
    detections.push(detectionAt(at, at + needle.length, layout === "utf-8" ? [] : [layout]));
  }
  return detections;
}

const places = (documents: readonly Document[], layout: "utf-8" | "utf-16le" | "utf-16be") =>
  documents
    .flatMap((document) => locate(document, find(document.bytes, layout)))
    .map(({ line, column, endColumn }) => [line, column, endColumn]);

it("finds in windows, cut anywhere and fed in pieces of any size, what it finds at once", () => {
  const unit = fc.constantFrom("a", "b", "\n", "ü", "😀", "\r\n", marker, marker, "ਊ");
  const layouts = fc.constantFrom("utf-8" as const, "utf-16le" as const, "utf-16be" as const);
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 200 }),
      layouts,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 8, max: 40 }),
      (units, layout, piece, owned) => {
        const little = Buffer.from(units.join(""), "utf16le");
        const bytes =
          layout === "utf-8" ? Buffer.from(units.join("")) : layout === "utf-16le" ? little : little.swap16();
        const cutter = createWindowCutter(address("file"), { owned, overlap: 16 });
        const documents: Document[] = [];
        for (let at = 0; at < bytes.length; at += piece) documents.push(...cutter.push(bytes.subarray(at, at + piece)));
        documents.push(...cutter.end());
        expect(places(documents, layout)).toEqual(places([documentOf(bytes)], layout));
      },
    ),
    { numRuns: 300 },
  );
});

it("of any size give what a scan of all bytes at once gives: keys of any kind, in any encoding, and placeholders", async () => {
  const key = fc.record({
    kind: fc.constantFrom(...(Object.keys(kinds) as KindId[])),
    encoding: fc.constantFrom(...(Object.keys(encoders) as ChainedEncoding[])),
    gap: fc.oneof(fc.nat(1_000), fc.nat(300_000)),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(key, { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 700_000 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 8, max: 200_000 }),
      async (keys, sizes, owned) => {
        const parts = keys.map(({ kind, encoding, gap }, index) => {
          const text = `${makeKey(kind, `${index}`)} ${makeKey(kind, "x").replace(/(?<=^.{12,}).(?=.{24})/g, "x")}`;
          return `${"all is well\n".repeat(gap / 12)}${encoders[encoding](text, index)}\n`;
        });
        const bytes = Buffer.from(parts.join(""), "latin1");
        // Each window is searched together with its overlap, so many small ones of a large file take minutes.
        const fewest = Math.ceil(bytes.length / 400);
        const cutter = createWindowCutter(address("file"), { owned: Math.max(owned, fewest), overlap: 3 * maxReach });
        const documents: Document[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          documents.push(...cutter.push(bytes.subarray(at, at + size)));
          at += size;
        }
        documents.push(...cutter.end());
        const scanOf = async (all: readonly Document[]) => {
          const { findings, coverage } = await scanSource(all.map((document) => ({ type: "document", document })));
          const found = findings.map(({ credential, encoding, line, column, endLine, endColumn }) => {
            // Which lines a text has that is UTF-16 here and there is nobody's to say; the property above is of whole ones.
            const mixed = encoding.some((each) => each.startsWith("utf-16"));
            const place = mixed ? [] : [line, column, endLine, endColumn];
            return [credential.fingerprint, encoding, ...place].join(" ");
          });
          return { found, placeholders: coverage.placeholders, documents: coverage.documents, bytes: coverage.bytes };
        };
        expect(await scanOf(documents)).toEqual(await scanOf([documentOf(bytes)]));
      },
    ),
    { numRuns: 20 },
  );
});
