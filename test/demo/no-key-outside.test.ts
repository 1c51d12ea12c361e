import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { git } from "../../demo/git.ts";
import { type Told, tell } from "../../demo/run.ts";
import { story } from "../../demo/story.ts";
import { createTimeline } from "../../demo/timeline.ts";
import { newDataFolder } from "../app/data-folder.ts";
import { builtFile, compileCache } from "../built/built.ts";

/** The key itself, and its base64 at each alignment without the parts that depend on its neighbours. */
function formsOf(key: string): string[] {
  return [
    key,
    ...[0, 1, 2].map((before) => {
      const encoded = Buffer.from(`${"x".repeat(before)}${key}`).toString("base64");
      // The first and last groups depend on the neighbours.
      return encoded.slice(before === 0 ? 0 : 4, -4);
    }),
  ];
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("a key never leaves: everything that came out of the whole demo", () => {
  let told: Told;
  let data: string;
  let printed = "";

  beforeAll(async () => {
    vi.stubEnv("NODE_COMPILE_CACHE", compileCache);
    data = await newDataFolder();
    told = await tell(
      createTimeline((text) => {
        printed += text;
      }),
      "no-key-outside",
      "fix",
      { program: await builtFile("main"), data, writeInterval: 20 },
    );
    await told.world.app.stop();
  }, 240_000);

  afterAll(async () => {
    await told?.world.close();
    await rm(data, { recursive: true });
  });

  function expectNoKey(where: string, text: string): void {
    for (const [name, key] of Object.entries(told.keys)) {
      for (const form of formsOf(key)) expect(text.includes(form), `the ${name} key in ${where}`).toBe(false);
    }
  }

  test("the search finds what is there: the commits contain every key that leaked", async () => {
    const commits = await git(join(told.world.folder, "clone"), "log", "--all", "--patch");
    const { source, manifest, removed } = told.keys;
    for (const key of [source, manifest, removed])
      expect(formsOf(key).some((form) => commits.includes(form))).toBe(true);
  });

  test("what people see on GitHub", () => {
    const { github } = told.world;
    expectNoKey("a comment", JSON.stringify(github.comments(story.repository, 1)));
    expectNoKey("a review", JSON.stringify(github.reviews(story.repository, 1)));
    // GitHub itself repeats the commented lines of the diff in `diff_hunk`; what is ours is the rest.
    const comments = github.reviewComments(story.repository, 1).map(({ diff_hunk: _, ...rest }) => rest);
    expect(comments.length).toBeGreaterThan(0);
    expectNoKey("a review comment", JSON.stringify(comments));
    expectNoKey("a check run", JSON.stringify(github.checkRuns(story.repository)));
  });

  test("what the App sent to GitHub, addresses included", () => {
    expectNoKey("a request", JSON.stringify(told.world.github.requests));
  });

  test("what the programs printed", () => {
    expectNoKey("the demo's output", printed);
    expectNoKey("the App's log", told.world.app.output());
  });

  test("files left on disk: the database with its journal", async () => {
    const { folder } = told.world;
    const files = [...(await filesBelow(folder)), ...(await filesBelow(data))].filter(
      (file) => !file.startsWith(join(folder, "clone")),
    );
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) expectNoKey(file, (await readFile(file)).toString("latin1"));
  });
});
