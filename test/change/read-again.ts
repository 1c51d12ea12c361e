import { expect } from "vitest";
import type { GitHubStandIn } from "../github/github.ts";
import { makeKey } from "../keys.ts";
import { git } from "./repository.ts";
import type { World } from "./world.ts";

const key = makeKey("openai-project-key", "cut");
const compare = "GET /repos/{owner}/{repo}/compare/{basehead}";

/** Sixty lines: changes at both ends are two hunks. */
export const manyLines = Array.from({ length: 60 }, (_, index) => `line ${index}\n`).join("");

/**
 * Expects that a key is found although GitHub cuts the mail of its commit off.
 * @param cut what is left of the mail, which changes the files a.py and b.py
 */
export async function expectReadAgain(github: GitHubStandIn, world: World, cut: (mail: string) => string) {
  const tip = () => git(world.gitDir, "rev-parse", "main");
  world.commit("main", [{ message: "Old", files: { "b.py": manyLines } }]);
  const before = tip();
  const files = { "a.py": "print(1)\n", "b.py": `first\n${manyLines}last = "${key}"` };
  world.commit("main", [{ message: "New\n\nWith a body\n", files }]);
  const range = `${before}...${tip()}`;
  const [owner, repo] = [world.owner, world.repo];
  const accept = { accept: "application/vnd.github.patch" };
  const { data } = await world.client.request(compare, { owner, repo, basehead: range, headers: accept });
  const patch = String(data);
  const left = cut(patch.replace(/-- \n[\d.]+\n\n$/, ""));
  expect(left.length).toBeLessThan(patch.length);
  github.addFault({
    route: compare,
    times: 1,
    status: 200,
    headers: { "content-type": "application/vnd.github.patch; charset=utf-8" },
    body: left,
  });
  const { report } = await world.scan(world.push({ before, after: tip() }));
  github.clearFaults();
  expect(report.keys.flatMap(({ places }) => places.map(({ address, line }) => `${address.path}:${line}`))).toEqual([
    "b.py:62",
  ]);
  expect(report.coverage.notScanned).toEqual([]);
  expect(report.conclusion).toBe("failure");
}
