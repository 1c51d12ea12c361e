import { resolve } from "node:path";
import type { Plugin } from "esbuild";
import { anchors } from "../../src/detect/anchors.ts";

const module = resolve(import.meta.dirname, "../../src/detect/anchors.ts");

/**
 * Puts the anchors themselves into a bundle, in place of the code that derives them: deriving takes a fresh process,
 * and each thread of it, longer than all else that happens at the start.
 */
export const derivedAnchors: Plugin = {
  name: "derived-anchors",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]anchors\.ts$/ }, ({ path }) => (path === module ? { contents, loader: "js" } : null));
  },
};

const outers = [...new Set(anchors.map(({ outer }) => outer))];
const kinds = Buffer.from(anchors.map(({ outer, phase }) => outers.indexOf(outer) * 4 + phase));
const lengths = Buffer.from(anchors.map(({ bytes }) => bytes.length));
if (lengths.some((length, index) => length !== anchors[index]?.bytes.length)) {
  throw new Error("An anchor is longer than the 255 bytes that its length is written for.");
}
const bytes = Buffer.concat(anchors.map((anchor) => anchor.bytes));

const contents = `
const outers = ${JSON.stringify(outers)};
const read = (text) => new Uint8Array(Buffer.from(text, "base64"));
const kinds = read("${kinds.toString("base64")}");
const lengths = read("${lengths.toString("base64")}");
const bytes = read("${bytes.toString("base64")}");
export const anchors = [];
for (let i = 0, at = 0; i < kinds.length; at += lengths[i++]) {
  anchors.push({ bytes: bytes.subarray(at, at + lengths[i]), outer: outers[kinds[i] >> 2], phase: kinds[i] & 3 });
}
`;
