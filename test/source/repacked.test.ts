import { expect, it, vi } from "vitest";
import { history } from "../../src/source/history/history.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { createRepository, type TestRepository } from "./repository.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();
const between = vi.hoisted(() => ({ run: () => {} }));

// What another process does between the moment when the packs are listed and the one when they are opened.
vi.mock(import("../../src/source/pack/object-store.ts"), async (importOriginal) => {
  const original = await importOriginal();
  const readObjectStore: typeof original.readObjectStore = (facts) => {
    const store = original.readObjectStore(facts);
    between.run();
    return store;
  };
  return { ...original, readObjectStore };
});

function packed(): TestRepository {
  const repository = createRepository();
  for (let commit = 0; commit < 12; commit++) {
    repository.commit(`commit ${commit}`, { "a.txt": `${key(`${commit}`)}\n`, [`${commit}.txt`]: `${commit}\n` });
  }
  repository.git("repack", "-a", "-d", "-q");
  repository.commit("loose", { "a.txt": `${key("loose")}\n` });
  return repository;
}

it.each(["before its packs are opened", "while they are read"])(
  "a repository repacked %s loses nothing",
  async (when) => {
    const repository = packed();
    between.run = () => {};
    const before = await scanSource(history(repository.path));
    const collect = () => void repository.git("gc", "--quiet", "--prune=now");
    let left = 3;
    async function* meanwhile() {
      for await (const item of history(repository.path, { reader: "packs" })) {
        // The names of the refs come first and how much there is, then what the packs hold.
        left -= 1;
        if (left === 0 && when === "while they are read") collect();
        yield item;
      }
    }
    if (when === "before its packs are opened") between.run = collect;
    const after = await scanSource(meanwhile());
    expect(placesOf(before.findings, seeds)).toHaveLength(13);
    expect(placesOf(after.findings, seeds)).toEqual(placesOf(before.findings, seeds));
    expect(after.coverage).toEqual(before.coverage);
  },
);
