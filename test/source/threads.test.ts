import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { workTree } from "../../src/source/tree/work-tree.ts";
import { workerScript } from "../../src/source/worker-script.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { temporaryFolder } from "./repository.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();

function warnings(): string[] {
  const codes: string[] = [];
  const listen = (warning: Error & { readonly code?: string }) => codes.push(warning.code ?? warning.name);
  process.on("warning", listen);
  onTestFinished(() => void process.off("warning", listen));
  return codes;
}

describe("a large tree", () => {
  it("yields the same from two threads as from one, in the same order", async () => {
    const folder = temporaryFolder();
    const files = 3000;
    for (let file = 0; file < files; file++) {
      const parent = join(folder, `folder${file % 30}`);
      mkdirSync(parent, { recursive: true });
      writeFileSync(join(parent, `${file}.txt`), file % 500 === 7 ? `\n ${key(String(file))}` : `text ${file}\n`);
    }
    const options = { files: "all", wholeBytes: 1 << 20 } as const;
    const codes = warnings();
    const alone = await scanSource(workTree(folder, { ...options, threads: 1 }));
    const together = await scanSource(workTree(folder, { ...options, threads: 2 }));
    expect(placesOf(together.findings, seeds)).toHaveLength(files / 500);
    expect(together.findings.map(({ address }) => address)).toEqual(alone.findings.map(({ address }) => address));
    expect(together.coverage).toEqual(alone.coverage);
    expect(together.coverage.documents).toBe(files);
    expect(codes).toEqual([]);
  });

  it("causes a warning when the thread's file is missing", async () => {
    const codes = warnings();
    const own = pathToFileURL(join(temporaryFolder(), "bundle.js")).href;
    expect(workerScript("tree-worker", own)).toBeNull();
    await new Promise((resolve) => setImmediate(resolve));
    expect(codes).toEqual(["KEYHAWK_WORKER_MISSING"]);
    expect(workerScript("tree-worker", import.meta.resolve("../../src/source/tree/thread.ts"))).not.toBeNull();
  });
});
