import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import config from "../vitest.config.ts";

const scripts: Readonly<Record<string, string>> = manifest.scripts;
const projects = (config.test?.projects ?? []).map((project) =>
  typeof project === "object" && "test" in project ? String(project.test?.name) : "",
);

test("every test file is run by a command of .ci/run", () => {
  const ci = readFileSync(join(import.meta.dirname, "../.ci/run"), "utf8");
  const run = Object.entries(scripts).filter(([name]) => new RegExp(`npm (?:run --silent )?${name}\\b(?!:)`).test(ci));
  const chosen = run.flatMap(([, script]) => [...script.matchAll(/--project (\S+)/g)].map(([, name]) => name));
  expect(projects.length).toBeGreaterThan(3);
  expect(chosen.toSorted()).toEqual(projects.toSorted());
});
