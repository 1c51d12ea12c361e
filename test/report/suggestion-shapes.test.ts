import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { languagePath } from "../../src/report/suggestion/language.ts";
import { grammarOf, loadGrammar } from "../../src/syntax/grammar.ts";
import { outcomeOf, shapes } from "./shapes.ts";

/*
 * Whole files as people write them: each gets its suggestion, or none, as its case says, and a file that was understood
 * before is understood with the suggestion, by its grammar and, where there is one, by another parser of the language.
 */

const languages = [...new Set(shapes.map((shape) => shape.language))];

/** Parsers other than the grammars, by the ending of the path; each says whether it understands a file. */
const parsers: readonly (readonly [RegExp, (path: string, text: string) => boolean])[] = [
  [/\.[cm]?[jt]sx?$/, (path, text) => parseSync(path, text).errors.length === 0],
];

async function isUnderstood(path: string, text: string): Promise<boolean> {
  const name = grammarOf(languagePath(path, text));
  if (name !== null) {
    const grammar = await loadGrammar(name);
    const tree = grammar.parse(text);
    const isBroken = tree === null || tree.rootNode.hasError;
    tree?.delete();
    if (isBroken) return false;
  }
  return parsers.every(([pattern, parses]) => !pattern.test(path) || parses(path, text));
}

test.each(languages)("decides the suggestion for whole files of %s as their cases say", async (language) => {
  const wrong: string[] = [];
  for (const shape of shapes.filter((other) => other.language === language)) {
    const { before, after, suggested } = await outcomeOf(shape);
    const line = shape.text.split("\n").find((other) => /\bKEY\b/.test(other));
    const where = `${shape.title}: ${line?.trim()} → ${suggested}`;
    if (shape.verdict === "no" && suggested !== null) wrong.push(`suggested ${where}`);
    if (shape.isRequired && shape.verdict === "yes" && suggested === null) wrong.push(`missed ${where}`);
    if (shape.expected !== null && suggested !== shape.expected) wrong.push(`other than expected ${where}`);
    if (after === null || (await isUnderstood(shape.path, after))) continue;
    if (await isUnderstood(shape.path, before)) wrong.push(`broken ${where}`);
  }
  expect(wrong).toEqual([]);
});
