import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { scanHistory } from "../../src/scan-history.ts";
import { commitRange } from "../../src/source/git/commit-range.ts";
import { stagedChanges } from "../../src/source/git/staged-changes.ts";
import { workTree } from "../../src/source/tree/work-tree.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { createRepository, openRepository, removeLoose, type TestRepository, temporaryFolder } from "./repository.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();

/** A program that leaves a mark where it is run, and every setting by which a repository can ask for it. */
function trap() {
  const folder = temporaryFolder();
  const program = join(folder, "program");
  const mark = join(folder, "mark");
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> "${mark}"\n`);
  chmodSync(program, 0o755);
  for (const hook of ["post-index-change", "reference-transaction", "fsmonitor-watchman", "post-checkout"]) {
    writeFileSync(join(folder, hook), `#!/bin/sh\necho "hook $0 $*" >> "${mark}"\n`, { mode: 0o755 });
  }
  return {
    set({ git, write }: TestRepository) {
      for (const [name, value] of [
        ["core.hooksPath", folder],
        ["core.pager", program],
        ["pager.diff", program],
        ["pager.log", program],
        ["core.editor", program],
        ["core.sshCommand", program],
        ["core.askPass", program],
        ["core.gitProxy", program],
        ["core.alternateRefsCommand", program],
        ["credential.helper", `!${program}`],
        ["gpg.program", program],
        ["log.showSignature", "true"],
        ["diff.external", program],
        ["diff.trap.command", program],
        ["diff.trap.textconv", program],
        ["diff.trap.cachetextconv", "false"],
        ["filter.trap.clean", program],
        ["filter.trap.smudge", program],
        ["filter.trap.process", program],
        ["merge.trap.driver", program],
        ["interactive.diffFilter", program],
        ["alias.ls-files", `!${program}`],
        ["alias.cat-file", `!${program}`],
        ["uploadpack.packObjectsHook", program],
        ["remote.origin.url", "trap@localhost:nowhere.git"],
        ["remote.origin.uploadpack", program],
        ["remote.origin.promisor", "true"],
        ["remote.origin.partialclonefilter", "blob:none"],
        ["protocol.ext.allow", "always"],
      ] as const) {
        git("config", name, value);
      }
      write({ ".git/info/attributes": "* diff=trap merge=trap filter=trap\n" });
      // The last one, for git itself would run it, too.
      git("config", "core.fsmonitor", program);
    },
    marks: () => (existsSync(mark) ? readFileSync(mark, "utf8") : ""),
  };
}

it("runs nothing that a repository's configuration names", async () => {
  const repository = createRepository();
  const base = repository.commit("base", { "a.txt": "one\n" });
  repository.commit("change", { "a.txt": `one\n${key("committed")}\n`, "gone.txt": "gone\n" });
  // What is missing would be fetched from the remote that the configuration names.
  removeLoose(repository, repository.git("rev-parse", "HEAD:gone.txt"));
  repository.write({ "a.txt": `one\n${key("committed")}\n${key("staged")}\n`, "new.txt": key("untracked") });
  repository.git("add", "a.txt");
  repository.git("init", "--quiet", "nested");
  const nested = openRepository(join(repository.path, "nested"));
  nested.write({ "b.txt": key("nested") });
  const { set, marks } = trap();
  set(nested);
  set(repository);

  const options = { files: "tracked-and-untracked", wholeBytes: defaultPolicy.limits.fileBytes } as const;
  const tree = await scanSource(workTree(repository.path, options));
  expect(placesOf(tree.findings, seeds)).toEqual([
    "a.txt:2:1 committed",
    "a.txt:3:1 staged",
    "nested/b.txt:1:1 nested",
    "new.txt:1:1 untracked",
  ]);
  const staged = await scanSource(stagedChanges(repository.path));
  expect(placesOf(staged.findings, seeds)).toEqual(["a.txt:3:1 staged"]);
  const range = await scanSource(commitRange(repository.path, `${base}..HEAD`));
  expect(placesOf(range.findings, seeds)).toEqual(["a.txt:2:1 committed"]);
  expect(range.coverage.notScanned).toMatchObject([{ path: "gone.txt", reason: "partial-clone" }]);
  const past = await scanHistory(repository.path, { limits: defaultPolicy.limits });
  expect(placesOf(past.findings, seeds)).toContain("a.txt:2:1 committed");
  expect(marks()).toBe("");
});

it("says that git must be updated for a repository whose format it does not know", async () => {
  const repository = createRepository();
  repository.commit("one", { "a.txt": key("a") });
  // As `reftable` is for an older git.
  repository.write({
    ".git/config": "[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefstorage2 = later\n\tmore = yes\n",
  });
  const sentence = `The repository at ${repository.path} uses what the installed git does not know (refstorage2, more): update git.`;
  await expect(scanHistory(repository.path, { limits: defaultPolicy.limits })).rejects.toThrow(sentence);
});
