import { expect, it, vi } from "vitest";
import { parentsFirst } from "../../src/source/history/commit-nodes.ts";
import { history } from "../../src/source/history/history.ts";
import { provenanceOf } from "../../src/source/history/provenance.ts";
import { createStructureCopy } from "../../src/source/history/structure-copy.ts";
import { makeKey } from "../keys.ts";
import { randomHistory } from "./random-history.ts";
import { createRepository, type TestRepository } from "./repository.ts";

/** The same by asking git for the whole tree of each commit. */
function byListing({ git }: TestRepository): Map<string, Map<string, string>> {
  const objects = git("cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)").split("\n");
  const nodes = objects.flatMap((line) => {
    const [type, id = ""] = line.split(" ");
    if (type !== "commit") return [];
    const [time = "", ...parents] = git("show", "--no-patch", "--format=%ct %P", id).split(" ");
    return [{ id, time: Number(time), parents: parents.filter(Boolean) }];
  });
  const found = new Map<string, Map<string, string>>();
  for (const { id } of parentsFirst(new Map(nodes.map((node) => [node.id, node])))) {
    for (const line of git("ls-tree", "-r", "-t", "-z", id).split("\0")) {
      const [, object, path] = /^\d+ \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      if (object === undefined || path === undefined) continue;
      const paths = found.get(object) ?? new Map<string, string>();
      if (!paths.has(path)) paths.set(path, id);
      found.set(object, paths);
    }
  }
  return found;
}

it.each(["loose", "packed", "in packs that only git reads"])(
  "names for every blob and folder the first commit at each path that git lists: objects are %s",
  async (how) => {
    const repository = randomHistory(21, 60, how === "loose" ? "sha256" : "sha1");
    if (how === "packed") repository.git("repack", "-adfq", "--depth=50");
    if (how.startsWith("in packs")) repository.git("-c", "pack.indexVersion=1", "repack", "-adfq");
    const listed = byListing(repository);
    expect(listed.size).toBeGreaterThan(40);
    const { byObject, notScanned } = await provenanceOf(repository.path, new Set(listed.keys()));
    const named = new Map(
      [...byObject].map(([object, { introductions }]) => [
        object,
        new Map(introductions.filter(({ path }) => path !== "").map(({ path, commit }) => [path, commit])),
      ]),
    );
    for (const [object, paths] of listed) expect(named.get(object), object).toEqual(paths);
    expect(notScanned).toEqual([]);
  },
);

it("names the same commits from the copy that a scan makes, without reading a pack again", async () => {
  const repository = randomHistory(22, 60);
  repository.git("repack", "-adfq", "--depth=50");
  const loose = repository.git("commit-tree", "-m", "not packed", "-p", "HEAD", "HEAD~3^{tree}");
  repository.git("update-ref", "refs/heads/loose", loose);
  const objects = new Set(byListing(repository).keys());
  const copy = createStructureCopy();
  for await (const _ of history(repository.path, { reader: "packs", copy }));
  const replay = vi.spyOn(copy, "replay");
  const { byObject, notScanned } = await provenanceOf(repository.path, objects, copy);
  expect(replay).toHaveReturnedWith([loose]);
  expect(byObject).toEqual((await provenanceOf(repository.path, objects)).byObject);
  expect(notScanned).toEqual([]);
});

it.each([
  ["no file may hold a key", "nothing", undefined],
  ["the trees are larger than the copy may be", makeKey("openai-project-key", "copied"), 1000],
])("leaves the copy empty when %s", async (_reason, text, most) => {
  const repository = createRepository();
  for (const name of "abcdefgh") repository.commit(name, { [`${name}/file.txt`]: `${text}\n` });
  repository.git("repack", "-adfq");
  const copy = createStructureCopy(most);
  for await (const _ of history(repository.path, { reader: "packs", copy }));
  const visit = vi.fn();
  expect(copy.replay({ commit: visit, tree: visit })).toBeNull();
  expect(visit).not.toHaveBeenCalled();
});

it("limits its walk of folders nested to produce billions of paths", async () => {
  const repository = createRepository();
  repository.commit("leaf", { "a/leaf": "looked for\n" });
  const leaf = repository.git("rev-parse", "HEAD:a/leaf");
  let tree = repository.git("rev-parse", "HEAD:a");
  for (let level = 0; level < 12; level++) {
    tree = repository.mktree(Array.from({ length: 10 }, (_, at) => `040000 tree ${tree}\tf${at}`).join("\n"));
  }
  repository.git("update-ref", "HEAD", repository.git("commit-tree", "-m", "nested", tree));
  const { byObject, notScanned } = await provenanceOf(repository.path, new Set([leaf]));
  expect(byObject.get(leaf)?.introductions[0]).toMatchObject({ path: "a/leaf" });
  expect(notScanned).toMatchObject([{ reason: "too-large" }]);
});
