import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildContext, type BuildOptions, build, context, type Plugin } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { derivedAnchors } from "../../scripts/bundle/derived-anchors.ts";
import type { Detected } from "../../src/detect/detection.ts";
import { casesOf, groups, outcome } from "../detect/case-folder.ts";

/** A wrong bound in the grammar, as a change of its source: some case must notice each of them. */
const mutants: readonly (readonly [file: string, from: string, to: string])[] = [
  ["kinds/grammar.ts", "shortest: 20", "shortest: 21"],
  ["kinds/grammar.ts", "shortest: 20", "shortest: 19"],
  ["kinds/grammar.ts", "longest: 100", "longest: 99"],
  ["kinds/grammar.ts", "longest: 100", "longest: 101"],
  ["kinds/platform-kinds.ts", "issued: [20, 58, 74]", "issued: [20, 58, 73]"],
  ["kinds/platform-kinds.ts", "issued: [58] }", "issued: [59] }"],
  ["kinds/grammar.ts", "rightRun < length", "rightRun < length - 1"],
  ["kinds/grammar.ts", "rightRun === length || !isLetter(text[end])", "rightRun >= length || !isLetter(text[end])"],
  ["kinds/grammar.ts", "includes(length) && rightRun >= length", "includes(length)"],
  ["kinds/grammar.ts", ".includes(length) && rightRun", ".includes(length) || rightRun"],
  ["kinds/grammar.ts", "const segment = at - legacySegment;", "const segment = at - 19;"],
  ["kinds/token.ts", 'match !== null && /\\d/.test(match.segments[0] ?? "")', "match !== null"],
  ["kinds/token.ts", "hashBegins.test(part) ? null : realtimeSecret", "realtimeSecret"],
  ["kinds/binary.ts", "byte < 0x09", "byte < 0x0a"],
  ["kinds/binary.ts", "byte <= 0x1a", "byte <= 0x1b"],
  ["kinds/binary.ts", "narrow: 512", "narrow: 1024"],
  ["kinds/binary.ts", "wide: maxReach - 512", "wide: 2 * maxReach"],
  ["kinds/match-text.ts", "breaks.has(next) || startsWord(text, next)", "true"],
  ["bytes.ts", '"-_")', '"-")'],
  [
    "kinds/grammar.ts",
    'length === legacySegment ? "high" : "medium");\n}\n\nfunction matchNamed',
    '"high");\n}\n\nfunction matchNamed',
  ],
  ["kinds/token.ts", "endsInside && !breaks.has(end)", "false"],
  ["kinds/token.ts", "endsInside && !breaks.has(end)", "endsInside"],
  ["kinds/token.ts", "startsInside && !breaks.has(at)", "startsInside"],
  ["kinds/token.ts", "startsInside || endsInside ? ", "false ? "],
  ["kinds/token.ts", "([A-Za-z0-9]{40})", "([A-Za-z0-9]{39})"],
  ["kinds/token.ts", "([0-9a-f]{32})", "([0-9a-f]{33})"],
  ["kinds/token.ts", "isLetter(text[start + 84]) && ", "false && "],
  ["kinds/token.ts", 'if (anchor === "ek_") while', 'if (anchor !== "ek_") while'],
  ["kinds/token.ts", "return !isLetter(text[next]);", "return true;"],
  ["kinds/boundary.ts", "!isMark(text[start - 1]) && startsWord(text, start)", "!isMark(text[start - 1])"],
  ["kinds/grammar.ts", "longNamed = [74, 58]", "longNamed = [74]"],
  ["kinds/grammar.ts", "longNamed = [74, 58]", "longNamed = [58]"],
  ["kinds/boundary.ts", "longestParameters = 40", "longestParameters = 16"],
  ["kinds/token.ts", "isLetter(text[start - 1]) && ", "false && "],
  ["encodings/base64.ts", "end - index < 2", "end - index < 0"],
  ["kinds/placeholder.ts", "longestRepeat(segment) >= fewestRepeated(alphabetSize)", "longestRepeat(segment) >= 26"],
  ["kinds/placeholder.ts", "left === right && ", "false && "],
  ["kinds/placeholder.ts", "period <= text.length / 2", "period <= text.length / 3"],
  ["kinds/placeholder.ts", "fewestCounted = 9", "fewestCounted = 21"],
  ["kinds/placeholder.ts", "alphabetSize > 16 ? 10 : 12", "alphabetSize > 16 ? 21 : 12"],
  ["kinds/placeholder.ts", "alphabetSize > 16 ? 10 : 12", "alphabetSize > 16 ? 10 : 14"],
];

const root = mkdtempSync(join(tmpdir(), "keyhawk-mutants-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const folder = join(import.meta.dirname, "../../src/detect");

const options = { bundle: true, format: "esm", platform: "node" } as const satisfies BuildOptions;

/** What a mutant does not change, and is long: the anchors as data, as they are shipped. */
const unchanged = ["table", "program"];

let mutant: { readonly path: string; readonly contents: string } | null = null;
const mutate: Plugin = {
  name: "mutate",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) =>
      mutant?.path === path ? { contents: mutant.contents, loader: "ts" } : null,
    );
    onResolve({ filter: /anchors\/|\/(?:table|program)\.ts$/ }, ({ path, resolveDir }) => {
      const name = unchanged.find((each) => join(resolveDir, path) === join(folder, "anchors", `${each}.ts`));
      return name === undefined ? null : { path: `./${name}.mjs`, external: true };
    });
  },
};
let engine: BuildContext;
beforeAll(async () => {
  for (const name of unchanged) {
    const entryPoints = [join(folder, "anchors", `${name}.ts`)];
    await build({ ...options, entryPoints, outfile: join(root, `${name}.mjs`), plugins: [derivedAnchors] });
  }
  engine = await context({
    ...options,
    entryPoints: [join(folder, "detect.ts")],
    outfile: join(root, "detect.mjs"),
    write: false,
    plugins: [mutate],
  });
});
afterAll(() => engine.dispose());

/** The engine in one file. */
async function engineWith(file: string, from: string, to: string, outfile: string) {
  const path = join(folder, file);
  const source = readFileSync(path, "utf8");
  expect(source).toContain(from);
  mutant = { path, contents: source.replace(from, () => to) };
  const { outputFiles = [] } = await engine.rebuild();
  writeFileSync(outfile, outputFiles[0]?.contents ?? "");
  const { detect } = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as {
    detect: (bytes: Uint8Array) => Detected;
  };
  return detect;
}

describe("a wrong bound", () => {
  const cases = groups.flatMap(casesOf);
  it.each(mutants.map(([file, from, to], number) => ({ file, from, to, number })))(
    "in $file is noticed by a case (mutant $number)",
    async ({ file, from, to, number }) => {
      const detect = await engineWith(file, from, to, join(root, `${number}.mjs`));
      const noticed = cases.some((one) => {
        const { actual, wanted } = outcome(one, detect);
        return JSON.stringify(actual) !== JSON.stringify(wanted);
      });
      expect(noticed).toBe(true);
    },
  );
});
