import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { commitAll, git } from "../../demo/git.ts";
import { fetchHistory, HistoryTooLarge, type SeenRef } from "../../src/source/git/fetch-history.ts";
import { networkEnvironment } from "../../src/source/git/network-environment.ts";
import { type GitHubStandIn, startGitHub } from "../github/github.ts";

let github: GitHubStandIn;
let checkout: string;
let url: string;
let token: string;

const person = { message: "Change it", author: "Ada <ada@acme.example>", date: "2026-11-24T09:00:00+00:00" };

beforeAll(async () => {
  github = await startGitHub();
  const { cloneUrl } = await github.createRepository("acme/shop", { private: true });
  url = cloneUrl;
  token = github.createToken({ repository: "acme/shop", permissions: { contents: "read" } });
  checkout = mkdtempSync(join(tmpdir(), "keyhawk-checkout-"));
  await git(checkout, "init", "--quiet", "--initial-branch=main");
  await git(checkout, "remote", "add", "origin", cloneUrl);
  for (const text of ["one", "two", "three"]) await commitFile("a.txt", text);
  await git(checkout, "push", "--quiet", "origin", "main");
});

afterAll(async () => {
  await github.close();
  rmSync(checkout, { recursive: true });
});

async function commitFile(path: string, text: string): Promise<string> {
  writeFileSync(join(checkout, path), text);
  return commitAll(checkout, person);
}

const newFolder = () => {
  const directory = mkdtempSync(join(tmpdir(), "keyhawk-copy-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
};

const usual = { proxy: {}, known: [] as readonly SeenRef[], mostBytes: 100_000_000 };

function fetchInto(directory: string, more: Partial<Parameters<typeof fetchHistory>[1]> = {}) {
  return fetchHistory(url, { ...usual, token, directory, signal: new AbortController().signal, ...more });
}

const countOf = (directory: string, type: string) =>
  execFileSync("git", ["cat-file", "--batch-all-objects", "--batch-check=%(objecttype)"], { cwd: directory })
    .toString()
    .split("\n")
    .filter((line) => line === type).length;

test("copies every ref of a private repository, and leaves its token nowhere", async () => {
  const directory = newFolder();
  const { state, refs, boundary } = await fetchInto(directory);
  expect({ state, refs: refs.length, boundary: boundary.size }).toEqual({ state: "copied", refs: 1, boundary: 0 });
  expect(countOf(directory, "commit")).toBe(3);
  const texts = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
  expect(texts.some((text) => text.includes(token))).toBe(false);
});

test("copies only what is new since it was scanned, and nothing when no ref changed", async () => {
  const before = await fetchInto(newFolder());
  expect(await fetchInto(newFolder(), { known: before.refs })).toMatchObject({ state: "same", bytes: 0 });
  await git(checkout, "checkout", "--quiet", "-b", "topic");
  await commitFile("b.txt", "new");
  await git(checkout, "push", "--quiet", "origin", "topic");
  const directory = newFolder();
  const after = await fetchInto(directory, { known: before.refs });
  expect(after).toMatchObject({ state: "copied", boundary: { size: 1 } });
  // The new commit, and the known one that it descends from.
  expect(countOf(directory, "commit")).toBe(2);
  expect(after.refs).toHaveLength(2);
});

test("copies everything when the server no longer has what was scanned", async () => {
  const gone = { id: "1".repeat(40), name: "0123456789abcdef" };
  const directory = newFolder();
  expect(await fetchInto(directory, { known: [gone] })).toMatchObject({ state: "copied" });
  expect(countOf(directory, "commit")).toBe(4);
});

test("gives up a history that needs more disk than it may have", async () => {
  await expect(fetchInto(newFolder(), { mostBytes: 10 })).rejects.toThrow(HistoryTooLarge);
});

test("says that the server refuses a wrong token, without quoting it", async () => {
  const wrong = `ghs_${"0".repeat(36)}`;
  const error = await fetchInto(newFolder(), { token: wrong }).catch((thrown: Error) => thrown);
  expect(String(error)).toMatch(/Authentication failed|could not read Username/);
  expect(String(error)).not.toContain(wrong);
});

test("gives git its token, the operator's proxy and nothing else of this process", () => {
  const secret = { PRIVATE_KEY: "private" };
  Object.assign(process.env, secret);
  onTestFinished(() => void delete process.env.PRIVATE_KEY);
  const environment = networkEnvironment(url, { token: "t", proxy: { HTTPS_PROXY: "http://proxy:3128" } });
  expect(environment).toMatchObject({ https_proxy: "http://proxy:3128", GIT_CONFIG_GLOBAL: "/dev/null" });
  expect(Object.values(environment)).not.toContain("private");
  expect(Object.values(environment).filter((value) => value?.startsWith("Authorization: "))).toHaveLength(1);
});
