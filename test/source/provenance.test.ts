import { expect, it } from "vitest";
import { repositoryAt } from "../../src/source/git/repository.ts";
import { parentsFirst } from "../../src/source/history/commit-nodes.ts";
import { history } from "../../src/source/history/history.ts";
import { createHistoryGraph } from "../../src/source/history/history-graph.ts";
import { provenanceOf } from "../../src/source/history/provenance.ts";
import { makeKey } from "../keys.ts";
import { randomHistory } from "./random-history.ts";
import { createRepository, type TestRepository } from "./repository.ts";
import { scanSource } from "./scanning.ts";

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
    const { byObject, notScanned } = await provenanceOf(repositoryAt(repository.path), new Set(listed.keys()));
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

it("names the same commits from the graph that a scan fills, without reading a pack again", async () => {
  const repository = randomHistory(22, 60);
  const head = repository.git("rev-parse", "b0");
  const key = makeKey("openai-project-key", "in a name");
  const tree = repository.mktree(`100644 blob ${repository.git("rev-parse", "b0:dir0/f0")}\t${key}`);
  const named = repository.git("commit-tree", "-m", "a name", "-p", head, tree);
  const submodule = repository.mktree(`160000 commit ${head}\tlinked`);
  const linked = repository.git("commit-tree", "-m", "a submodule", "-p", named, submodule);
  repository.git("update-ref", "refs/heads/linked", linked);
  repository.git("repack", "-adfq", "--depth=50");
  const loose = repository.git("commit-tree", "-m", "not packed", "-p", linked, "b0~3^{tree}");
  repository.git("update-ref", "refs/heads/loose", loose);
  const graph = createHistoryGraph(20);
  const { findings, coverage } = await scanSource(history(repository.path, { reader: "packs", graph }));
  const objects = new Set([
    ...findings.map(({ address }) => address.object),
    ...coverage.notScanned.map((line) => line.object),
  ]);
  const ids = new Set([...objects].filter((id) => id !== undefined && id !== null));
  expect(ids).toContain(head);
  expect(ids).toContain(tree);
  expect(graph.others()).toEqual([loose]);
  const { byObject, notScanned } = await provenanceOf(repositoryAt(repository.path), ids, graph);
  expect(byObject).toEqual((await provenanceOf(repositoryAt(repository.path), ids)).byObject);
  expect(byObject.get(head)?.introductions).toMatchObject([{ path: "linked", commit: linked }]);
  expect(byObject.get(tree)?.introductions).toMatchObject([{ path: "", commit: named }]);
  expect(byObject.size).toBeGreaterThan(5);
  expect(notScanned).toEqual([]);
});

it("fills no graph when no file may hold a key", async () => {
  const repository = createRepository();
  for (const name of "abcdefgh") repository.commit(name, { [`${name}/file.txt`]: "nothing\n" });
  repository.git("repack", "-adfq");
  const graph = createHistoryGraph(20);
  for await (const _ of history(repository.path, { reader: "packs", graph }));
  expect(graph.others()).toBeNull();
  expect(graph.commits.size).toBe(0);
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
  const { byObject, notScanned } = await provenanceOf(repositoryAt(repository.path), new Set([leaf]));
  expect(byObject.get(leaf)?.introductions[0]).toMatchObject({ path: "a/leaf" });
  expect(notScanned).toMatchObject([{ reason: "too-large" }]);
});
