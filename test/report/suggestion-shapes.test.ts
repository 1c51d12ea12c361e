import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languagePath } from "../../src/report/suggestion/language.ts";
import { grammarOf, loadGrammar } from "../../src/syntax/grammar.ts";
import { outcomeOnce, withFigures } from "./figures.ts";
import { isParsed } from "./parsers.ts";
import { shapes } from "./shapes.ts";

/*
 * Whole files as people write them: each gets its suggestion, or none, as its case says. With the suggestion, and before
 * it, a file is understood by its grammar and by the language's own parser, where there is one.
 */

const languages = [...new Set(shapes.map((shape) => shape.language))];

async function isUnderstood(file: string, text: string): Promise<boolean> {
  const path = languagePath(file, text);
  const name = grammarOf(path);
  if (name !== null) {
    const grammar = await loadGrammar(name);
    const tree = grammar.parse(text);
    const isBroken = tree === null || tree.rootNode.hasError;
    tree?.delete();
    if (isBroken) return false;
  }
  return isParsed(path, text) !== false;
}

test.each(languages)("decides the suggestion for whole files of %s as their cases say", async (language) => {
  const wrong: string[] = [];
  for (const shape of shapes.filter((other) => other.language === language)) {
    const { before, after, suggested } = await outcomeOnce(shape);
    const line = shape.text.split("\n").find((other) => /\bKEY\b/.test(other));
    const where = `${shape.title}: ${line?.trim()} → ${suggested}`;
    if (shape.verdict === "no" && suggested !== null) wrong.push(`suggested ${where}`);
    if (shape.isRequired && shape.verdict === "yes" && suggested === null) wrong.push(`missed ${where}`);
    if (shape.expected !== null && suggested !== shape.expected) wrong.push(`other than expected ${where}`);
    const isMeantToFail = shape.title.includes("cannot be understood");
    if ((await isUnderstood(shape.path, before)) === isMeantToFail) wrong.push(`not a file of its language ${where}`);
    if (after !== null && !(await isUnderstood(shape.path, after))) wrong.push(`broken ${where}`);
  }
  expect(wrong).toEqual([]);
});

test("docs/suggestions.md has the figures of these files", async () => {
  const page = readFileSync(new URL("../../docs/suggestions.md", import.meta.url), "utf8");
  expect(page, "run `npm run figures`").toBe(await withFigures(page));
});
