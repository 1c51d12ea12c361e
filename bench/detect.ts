import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { detect } from "../src/detect/detect.ts";
import { watermark } from "../src/detect/kinds/grammar.ts";
import { type BenchRow, median } from "./row.ts";

const rounds = 7;
const sourceBytes = 64 << 20;
const hostileBytes = 10_000_000;
const text = /\.(?:[cm]?[jt]s|json|md|map|css)$/;

/**
 * Up to `limit` bytes of the source text below `folder`, in the order of the folders, without the caches that tools store
 * there: those of the tests contain this project's anchors.
 */
function sourceText(folder: string, limit: number): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  const walk = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (length >= limit) return;
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) walk(join(path, entry.name));
      else if (entry.isFile() && text.test(entry.name)) {
        const bytes = readFileSync(join(path, entry.name));
        parts.push(bytes);
        length += bytes.length;
      }
    }
  };
  walk(folder);
  return Buffer.concat(parts).subarray(0, limit);
}

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Detection in memory compared with copying the same bytes, and on hostile bytes compared with plain text. */
export function benchDetect(): BenchRow[] {
  return [inMemory(), ...hostile()];
}

function inMemory(): BenchRow {
  const bytes = sourceText(join(import.meta.dirname, "../node_modules"), sourceBytes);
  const copy = Buffer.alloc(bytes.length);
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const baseline = milliseconds(() => bytes.copy(copy));
    ratios.push(milliseconds(() => detect(bytes)) / baseline);
  }
  return {
    name: "bytes in memory, one thread, source text without keys",
    baseline: "Buffer.copy of the same bytes",
    value: median(ratios),
    unit: "x",
    target: 3,
  };
}

const patterns: Readonly<Record<string, string>> = {
  "`sk-`": "sk-",
  "the watermark": watermark,
  "base64 of the watermark": Buffer.from(watermark.repeat(300)).toString("base64"),
  "nested quotes": "\"'`",
};

function hostile(): BenchRow[] {
  const plain = Buffer.alloc(
    hostileBytes,
    "The quick brown fox jumps over the lazy dog, and then some more text follows.\n",
  );
  const baseline = median(Array.from({ length: rounds }, () => milliseconds(() => detect(plain))));
  return Object.entries(patterns).map(([name, pattern]) => {
    const bytes = Buffer.alloc(hostileBytes, pattern, "latin1");
    const figures = Array.from({ length: rounds }, () => milliseconds(() => detect(bytes)) / baseline);
    return {
      name: `hostile bytes: 10 MB of ${name}`,
      baseline: "plain text of the same length",
      value: median(figures),
      unit: "x",
      target: 10,
    };
  });
}
