import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { workTree } from "../../src/source/tree/work-tree.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { createRepository } from "./repository.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();
const options = { files: "tracked-and-untracked", wholeBytes: 1 << 20 } as const;

it("reads files missing from a sparse checkout from the index, and a skipped file that is present only once", async () => {
  const repository = createRepository();
  repository.commit("start", {
    "kept/a.txt": `${key("kept")}\n`,
    "left/ö b.txt": `text\n${key("left out")}\n`,
    "left/large.txt": `${"text ".repeat(400_000)}\n${key("large")}\n`,
    "skipped.txt": `${key("skipped")}\n`,
    "there.txt": `${key("there")}\n`,
    "deleted.txt": `${key("deleted")}\n`,
  });
  repository.git("sparse-checkout", "set", "--cone", "kept");
  repository.git("update-index", "--skip-worktree", "skipped.txt", "there.txt");
  for (const name of ["skipped.txt", "deleted.txt"]) rmSync(join(repository.path, name));
  const { findings, coverage } = await scanSource(workTree(repository.path, options));
  expect(placesOf(findings, seeds)).toEqual([
    "kept/a.txt:1:1 kept",
    "left/large.txt:2:1 large",
    "left/ö b.txt:2:1 left out",
    "skipped.txt:1:1 skipped",
    "there.txt:1:1 there",
  ]);
  expect(coverage.notScanned).toEqual([]);
});
