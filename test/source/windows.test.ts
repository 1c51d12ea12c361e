import fc from "fast-check";
import { expect, it } from "vitest";
import { address, type Document } from "../../src/source/document.ts";
import { locate } from "../../src/source/locate.ts";
import { createWindowCutter } from "../../src/source/windows.ts";
import { detectionAt, documentOf } from "./detections.ts";

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
