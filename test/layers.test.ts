import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { importsBelow, violations } from "../scripts/layers.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What the check says about a tree of these files, each with the files that it imports. */
function check(files: Readonly<Record<string, readonly string[]>>, statement = 'import { x } from "TO";'): string[] {
  const folder = mkdtempSync(join(tmpdir(), "keyhawk-layers-"));
  folders.push(folder);
  for (const [file, imported] of Object.entries(files)) {
    const lines = imported.map((to) => {
      const path = posix.relative(posix.dirname(file), to);
      return statement.replace("TO", path.startsWith(".") ? path : `./${path}`);
    });
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${lines.join("\n")}\nexport const x = 1;\n`);
  }
  return [...violations(importsBelow(folder))];
}

/** One file of each part of the house, some of them deep inside. */
const house = [
  "failure.ts",
  "detect/kinds/token.ts",
  "source/pack/walk.ts",
  "policy/policy.ts",
  "report/suggestion/python.ts",
  "scan.ts",
  "github/read/head.ts",
  "respond/verify/verify.ts",
  "incident/store.ts",
  "scan-history.ts",
  "change/publish.ts",
  "index.ts",
  "app/serve.ts",
  "action/main.ts",
  "cli/scan/deep/er/target.ts",
] as const;

/** By position in {@link house}: what each part may import, as docs/architecture.md says. */
const allowed: Readonly<Record<(typeof house)[number], readonly number[]>> = {
  "failure.ts": [],
  "detect/kinds/token.ts": [],
  "source/pack/walk.ts": [0, 1],
  "policy/policy.ts": [0, 1, 2],
  "report/suggestion/python.ts": [0, 1, 2, 3],
  "scan.ts": [0, 1, 2, 3],
  "github/read/head.ts": [0, 1, 2, 3, 4],
  "respond/verify/verify.ts": [0, 1, 2, 3, 4],
  "incident/store.ts": [0, 1, 2, 3, 4, 7],
  "scan-history.ts": [0, 1, 2, 3, 4, 5, 6, 7, 8],
  "change/publish.ts": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  "index.ts": [0, 1, 2, 3, 5],
  "app/serve.ts": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  "action/main.ts": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  "cli/scan/deep/er/target.ts": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
};

describe("the layers of src/", () => {
  it("hold for the sources", () => {
    expect(violations(importsBelow(resolve(import.meta.dirname, "../src")))).toEqual([]);
  });

  it.each(house)("refuse every import of %s that goes up or across, and no other", (from) => {
    for (const [at, to] of house.entries()) {
      if (to === from) continue;
      const said = check({ [from]: [to], [to]: [] });
      if (allowed[from].includes(at)) expect(said, to).toEqual([]);
      else expect(said.join(), to).toContain(`src/${from} imports src/${to}`);
    }
  });

  it.each([
    ["of a type", 'import type { x } from "TO";'],
    ["in an export of everything", 'export * from "TO";'],
    ["in an export of a type", 'export type { x } from "TO";'],
    ["within a type", 'type X = import("TO").x;'],
    ["when it is needed", 'const load = () => import("TO");'],
    ["without names", 'import "TO";'],
  ])("see an import %s", (_, statement) => {
    expect(check({ "source/git/deep/a.ts": ["cli/scan/target.ts"], "cli/scan/target.ts": [] }, statement)).toEqual([
      "src/source/git/deep/a.ts imports src/cli/scan/target.ts: source may not import cli.",
    ]);
  });

  it("refuse a circle of files, of neighbouring folders, and of types alone", () => {
    const circle = { "detect/a.ts": ["detect/b.ts"], "detect/b.ts": ["detect/c.ts"], "detect/c.ts": ["detect/a.ts"] };
    const said = "A circle of imports: src/detect/a.ts → src/detect/b.ts → src/detect/c.ts → src/detect/a.ts.";
    expect(check(circle)).toEqual([said]);
    expect(check(circle, 'import type { x } from "TO";')).toEqual([said]);
    const folders = {
      "detect/one/a.ts": ["detect/two/a.ts"],
      "detect/two/a.ts": [],
      "detect/two/deep/b.ts": ["detect/one/b.ts"],
      "detect/one/b.ts": [],
    };
    expect(check(folders)).toEqual(["A circle of imports: src/detect/one → src/detect/two → src/detect/one."]);
  });

  it("name a folder that nobody has given a place", () => {
    expect(check({ "misc/a.ts": ["scan.ts"], "scan.ts": [] })).toEqual([
      "src/misc/a.ts is in no layer: add it to scripts/layers.ts.",
    ]);
  });
});
