import { resolve } from "node:path";
import type { Plugin } from "esbuild";
import { anchors } from "../../src/detect/anchors/anchors.ts";
import { searchProgram } from "../../src/detect/anchors/program.ts";
import {
  checks,
  entryAnchors,
  entryOffsets,
  firstEntries,
  gramAt,
  grams,
  longestAnchor,
} from "../../src/detect/anchors/table.ts";

/**
 * Puts into a bundle the anchors themselves, where each is found and the compiled search, in place of the code that
 * derives them: deriving takes a fresh process, and each thread of it, longer than all else that happens at the start.
 */
export const derivedAnchors: Plugin = {
  name: "derived-anchors",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]anchors[\\/](?:table|program)\.ts$/ }, ({ path }) => {
      const contents = derived.get(path);
      return contents === undefined ? null : { contents, loader: "js" };
    });
    onLoad({ filter: /[\\/]anchors[\\/]anchors\.ts$/ }, () => ({
      errors: [{ text: "A module of the bundle imports anchors.ts, which would derive the anchors at every start." }],
    }));
  },
};

/** Numbers as little-endian bytes, as every processor that Node runs on has them. */
function typed(array: Int32Array | Uint16Array | Uint8Array): string {
  const base64 = Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");
  const { name } = array.constructor;
  return `new ${name}(new Uint8Array(Buffer.from("${base64}", "base64")).buffer)`;
}

function anchorTableModule(): string {
  const outers = [...new Set(anchors.map(({ outer }) => outer))];
  const kinds = Uint8Array.from(anchors, ({ outer, lead, phase }) => outers.indexOf(outer) * 8 + lead * 4 + phase);
  let end = 0;
  // A zero byte after each, so that a scan of the bundle does not read two in a row as a key.
  const ends = Uint16Array.from([0, ...anchors.map(({ bytes }) => (end += bytes.length + 1))]);
  if (end > 0xffff) throw new Error("The anchors have more bytes than two bytes can number.");
  return `
const outers = ${JSON.stringify(outers)};
const kinds = ${typed(kinds)};
const ends = ${typed(ends)};
const bytes = ${typed(Uint8Array.from(anchors.flatMap((anchor) => [...anchor.bytes, 0])))};
const anchors = [];
export const grams = ${typed(grams)};
export const firstEntries = ${typed(firstEntries)};
export const entryAnchors = ${typed(entryAnchors)};
export const entryOffsets = ${typed(entryOffsets)};
export const checks = ${typed(checks)};
export const longestAnchor = ${longestAnchor};
export ${gramAt.toString()}
export function anchorOf(number) {
  const kind = kinds[number];
  return anchors[number] ??= { bytes: bytes.subarray(ends[number], ends[number + 1] - 1), outer: outers[kind >> 3], lead: (kind >> 2) & 1, phase: kind & 3 };
}
`;
}

const derived = new Map(
  Object.entries({
    table: anchorTableModule(),
    program: `export const searchProgram = ${typed(searchProgram)};\n`,
  }).map(([name, contents]) => [resolve(import.meta.dirname, `../../src/detect/anchors/${name}.ts`), contents]),
);
