import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { scanHistory } from "../../src/scan-history.ts";
import { commitRange } from "../../src/source/git/commit-range.ts";
import { stagedChanges } from "../../src/source/git/staged-changes.ts";
import { workTree } from "../../src/source/tree/work-tree.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { createRepository, type TestRepository, temporaryFolder } from "./repository.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();

/** Settings with which people change what git prints, does, or refuses to do. */
const settings = `
[commit]
	gpgSign = true
[tag]
	gpgSign = true
[diff]
	noPrefix = true
	mnemonicPrefix = true
	external = false
	algorithm = patience
	renames = copies
	context = 0
	interHunkContext = 20
	suppressBlankEmpty = true
	ignoreSubmodules = all
	submodule = log
	relative = true
	colorMoved = zebra
	wsErrorHighlight = all
[core]
	autocrlf = true
	eol = crlf
	hooksPath = /nonexistent
	quotePath = false
	abbrev = 4
	pager = false
	fsmonitor = false
	bigFileThreshold = 1
	whitespace = cr-at-eol
[color]
	ui = always
[init]
	defaultBranch = trunk
[safe]
	directory = *
[protocol]
	allow = never
[log]
	showSignature = true
	showRoot = false
	follow = true
	date = relative
	decorate = full
	diffMerges = off
[format]
	pretty = oneline
[status]
	showUntrackedFiles = no
	short = true
[i18n]
	logOutputEncoding = latin1
[column]
	ui = always
`;

async function scans({ path }: TestRepository, first: string) {
  const options = { files: "tracked-and-untracked", wholeBytes: defaultPolicy.limits.fileBytes } as const;
  return {
    tree: await scanSource(workTree(path, options)),
    staged: await scanSource(stagedChanges(path)),
    range: await scanSource(commitRange(path, `${first}..HEAD`)),
    history: await scanHistory(path, { limits: defaultPolicy.limits }),
  };
}

it("gives the same results whatever a person's own git configuration says", async () => {
  const repository = createRepository();
  const { git } = repository;
  const first = repository.commit("one", { "a.txt": `one\n${key("old")}\ntwo\r\nthree\n`, "gone.txt": key("gone") });
  git("rm", "--quiet", "gone.txt");
  repository.commit(`two ${key("message")}`, {
    "a.txt": `one\n\n${key("new")}\ntwo\r\nthree\n`,
    "ä b.txt": `${key("odd name")}\n`,
  });
  git("checkout", "--quiet", "-b", "side", first);
  repository.commit("side", { "side.txt": key("side") });
  git("checkout", "--quiet", "main");
  git("merge", "--quiet", "--no-edit", "side");
  git("tag", "--annotate", "--message", `tag ${key("tag")}`, "v1");
  git("mv", "side.txt", "moved.txt");
  repository.write({ "a.txt": `ONE\n\n${key("new")}\n${key("staged")}\r\ntwo\r\nthree\n` });
  git("add", "a.txt");
  repository.write({ "untracked.txt": key("untracked") });
  const expected = await scans(repository, first);
  expect(placesOf(expected.staged.findings, seeds)).toEqual(["a.txt:4:1 staged", "moved.txt:1:1 side"]);

  const file = join(temporaryFolder(), "gitconfig");
  writeFileSync(file, settings);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  vi.stubEnv("GIT_CONFIG_GLOBAL", file);
  // What a shell may set besides; the trace goes to standard error.
  for (const [name, value] of [
    ["GIT_EXTERNAL_DIFF", "false"],
    ["GIT_DIFF_OPTS", "--unified=9"],
    ["GIT_PAGER", "false"],
    ["GIT_TRACE", "1"],
    ["LC_ALL", "de_DE.UTF-8"],
    ["LANGUAGE", "de"],
  ] as const)
    vi.stubEnv(name, value);
  expect(await scans(repository, first)).toEqual(expected);
});
