import { resolve } from "node:path";
import type { Plugin } from "esbuild";
import { anchors } from "../../src/detect/anchors.ts";
import { gramOffsets, noOffset } from "../../src/detect/gram-offsets.ts";
import { searchProgram } from "../../src/detect/search-program.ts";

/**
 * Puts into a bundle the anchors themselves, where each is found and the compiled search, in place of the code that
 * derives them: deriving takes a fresh process, and each thread of it, longer than all else that happens at the start.
 */
export const derivedAnchors: Plugin = {
  name: "derived-anchors",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](?:anchors|gram-offsets|search-program)\.ts$/ }, ({ path }) => {
      const contents = derived.get(path);
      return contents === undefined ? null : { contents, loader: "js" };
    });
  },
};

function literal(bytes: Uint8Array): string {
  return `new Uint8Array(Buffer.from("${Buffer.from(bytes).toString("base64")}", "base64"))`;
}

function anchorsModule(): string {
  const outers = [...new Set(anchors.map(({ outer }) => outer))];
  const kinds = Uint8Array.from(anchors, ({ outer, lead, phase }) => outers.indexOf(outer) * 8 + lead * 4 + phase);
  const lengths = Uint8Array.from(anchors, ({ bytes }) => bytes.length);
  if (lengths.some((length, index) => length !== anchors[index]?.bytes.length)) {
    throw new Error("An anchor is longer than the 255 bytes that its length is written for.");
  }
  return `
const outers = ${JSON.stringify(outers)};
const kinds = ${literal(kinds)};
const lengths = ${literal(lengths)};
const bytes = ${literal(Buffer.concat(anchors.map((anchor) => anchor.bytes)))};
export const anchors = [];
for (let i = 0, at = 0; i < kinds.length; at += lengths[i++]) {
  anchors.push({ bytes: bytes.subarray(at, at + lengths[i]), outer: outers[kinds[i] >> 3], lead: (kinds[i] >> 2) & 1, phase: kinds[i] & 3 });
}
`;
}

const derived = new Map(
  Object.entries({
    anchors: anchorsModule(),
    "gram-offsets": `export const noOffset = ${noOffset};\nexport const gramOffsets = ${literal(gramOffsets)};\n`,
    "search-program": `export const searchProgram = ${literal(searchProgram)};\n`,
  }).map(([name, contents]) => [resolve(import.meta.dirname, `../../src/detect/${name}.ts`), contents]),
);
