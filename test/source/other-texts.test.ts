import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { scanHistory } from "../../src/scan-history.ts";
import { commitRange } from "../../src/source/git/commit-range.ts";
import { history } from "../../src/source/history/history.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { createRepository, writeCommit } from "./repository.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();
const read = (path: string) => scanHistory(path, { limits: defaultPolicy.limits });

it("finds keys in every header and trailer of a commit and a tag, and shows none as a name", async () => {
  const repository = createRepository();
  const start = repository.commit("start", { "a.txt": "text\n" });
  const tree = repository.git("rev-parse", "HEAD^{tree}");
  const commit = writeCommit(
    repository,
    [
      `tree ${tree}`,
      `parent ${start}`,
      `author ${key("author")} <a@b> 5 +0000`,
      `committer C <${key("committer")}@b> 5 +0000`,
      `mergetag object ${start}`,
      " type commit",
      ` tagger ${key("mergetag")} <t@b> 5 +0000`,
      "gpgsig -----BEGIN PGP SIGNATURE-----",
      ` Comment: ${key("gpgsig")}`,
      " -----END PGP SIGNATURE-----",
      `anything ${key("unknown header")}`,
      "",
      "Title",
      "",
      `Signed-off-by: ${key("trailer")} <s@b>`,
      "",
    ].join("\n"),
  );
  repository.git("update-ref", "HEAD", commit);
  const tag = `object ${commit}\ntype commit\ntag v1\ntagger ${key("tagger")} <t@b> 5 +0000\n\nRelease\n`;
  const options = { cwd: repository.path, input: tag };
  const id = execFileSync("git", ["hash-object", "-t", "tag", "-w", "--literally", "--stdin"], options);
  repository.git("update-ref", "refs/tags/v1", id.toString().trim());

  const ofCommit = [
    "commit-header:9:11 gpgsig",
    "commit-header:11:10 unknown header",
    "commit-header:3:8 author",
    "commit-header:4:14 committer",
    "commit-header:7:9 mergetag",
    "commit-message:3:16 trailer",
  ];
  const all = await read(repository.path);
  expect(placesOf(all.findings, seeds)).toEqual([...ofCommit, "tag-header:4:8 tagger"].sort());
  const printed = await scanSource(history(repository.path, { reader: "git" }));
  expect(placesOf(printed.findings, seeds)).toEqual(placesOf(all.findings, seeds));
  const range = await scanSource(commitRange(repository.path, `${start}..HEAD`));
  expect(placesOf(range.findings, seeds)).toEqual(ofCommit.sort());
  for (const { address } of [...all.findings, ...range.findings]) {
    expect(address.author).toContain("…");
    for (const seed of ["author", "tagger"]) expect(address.author).not.toContain(key(seed));
  }
});

it("finds keys in the names of files and folders of a history, each with the commit that added it", async () => {
  const repository = createRepository();
  repository.commit("start", { "a.txt": "text\n" });
  const file = repository.commit("file", { [`deep/${key("file")}.txt`]: "text\n" });
  const folder = repository.commit("folder", { [`deep/${key("folder")}/b.txt`]: "text\n" });
  repository.git("rm", "-rq", "deep");
  repository.commit("gone", { "c.txt": "text\n" });
  for (const packing of ["loose", "packed"]) {
    if (packing === "packed") repository.git("repack", "-adfq");
    const { findings, coverage } = await read(repository.path);
    expect(placesOf(findings, seeds)).toEqual(["path:1:1 file", "path:1:1 folder"]);
    const commits = findings.map(({ address }) => [address.commit, address.history?.atHead]);
    expect(commits.sort()).toEqual([file, folder].sort().map((commit) => [commit, false]));
    expect(JSON.stringify(findings.map(({ address }) => address.path))).toBe("[null,null]");
    expect(coverage).toMatchObject({ documents: expect.any(Number), notScanned: [] });
  }
});

it("names each submodule of a history once, whichever of its commits were used", async () => {
  const repository = createRepository();
  repository.commit("start", { "a.txt": "text\n" });
  const commits = ["1", "2", "3"].map((digit) => {
    repository.git("update-index", "--add", "--cacheinfo", `160000,${digit.repeat(40)},libs/other`);
    repository.git("commit", "-qm", digit);
    return repository.git("rev-parse", "HEAD");
  });
  for (const packing of ["loose", "packed"]) {
    if (packing === "packed") repository.git("repack", "-adfq");
    const { coverage } = await read(repository.path);
    expect(coverage.notScanned).toMatchObject([{ reason: "submodule", path: "libs/other", commit: commits[0] }]);
  }
});
