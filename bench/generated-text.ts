import { readdirSync, readFileSync } from "node:fs";

/** Lines of installed TypeScript declarations, split into files of one size. */
export function sourceLines(count: number, size: number): string[][] {
  const folder = new URL("../node_modules/@types/node/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".d.ts"));
  const text = names.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * (text.length - size)) / count);
    return text.slice(from, from + size).split("\n");
  });
}

/** Pseudo-random numbers from 0 to 1, the same in every run. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
