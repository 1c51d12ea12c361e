import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..");
const pages = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter((page) =>
  page.endsWith(".md"),
);

/** Workflows and parts of them that a page shows, as YAML. */
function triggersIn(page: string): Readonly<Record<string, unknown>>[] {
  const blocks = readFileSync(join(root, page), "utf8").matchAll(/^( *)```yaml\n([\s\S]*?)^ *```/gm);
  return [...blocks].flatMap(([, indent = "", text = ""]) => {
    const value: unknown = parse(text.replace(new RegExp(`^${indent}`, "gm"), ""));
    if (typeof value !== "object" || value === null || !("on" in value)) return [];
    const { on } = value;
    if (typeof on === "string") return [{ [on]: null }];
    return [Array.isArray(on) ? Object.fromEntries(on.map((name) => [name, null])) : (on as Record<string, unknown>)];
  });
}

test.each(pages)("every workflow in %s that runs for pull requests runs again when one is edited", (page) => {
  for (const triggers of triggersIn(page)) {
    for (const event of ["pull_request", "pull_request_target"]) {
      if (event in triggers) {
        expect(triggers[event]).toEqual({ types: ["opened", "synchronize", "reopened", "edited"] });
      }
    }
  }
});

test("the workflows that are shown run for pull requests and merge queues", () => {
  const all = pages.flatMap(triggersIn);
  expect(all.filter((triggers) => "pull_request" in triggers).length).toBeGreaterThan(3);
  expect(all.filter((triggers) => "merge_group" in triggers).length).toBeGreaterThan(3);
});
