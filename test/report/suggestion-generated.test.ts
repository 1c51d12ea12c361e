import fc from "fast-check";
import { expect, test } from "vitest";
import { type GrammarName, loadGrammar } from "../../src/syntax/grammar.ts";
import { fileOf, languages } from "./generated-files.ts";
import { isParsed } from "./parsers.ts";
import { outcomeOf } from "./shapes.ts";

/** Line ends and a byte order mark, which a suggestion must leave as they are. */
const bytes = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.replaceAll("\n", "\r\n"),
  (text: string) => `\ufeff${text}`,
);

async function isUnderstood(name: GrammarName, path: string, text: string): Promise<boolean> {
  const tree = (await loadGrammar(name)).parse(text);
  const isBroken = tree === null || tree.rootNode.hasError;
  tree?.delete();
  return !isBroken && isParsed(path, text.replace(/^\ufeff/, "")) !== false;
}

const names = Object.keys(languages) as GrammarName[];

test.each(names)("no suggestion breaks a generated file of %s that parsed, or changes another line", async (name) => {
  const { path } = languages[name];
  let suggested = 0;
  await fc.assert(
    fc.asyncProperty(fileOf(languages[name]), bytes, async (plain, written) => {
      const text = written(plain);
      const outcome = await outcomeOf({ path, text });
      if (outcome.after === null || !(await isUnderstood(name, path, outcome.before))) return;
      suggested += 1;
      expect(await isUnderstood(name, path, outcome.after), outcome.after).toBe(true);
      const at = text.indexOf("KEY");
      const above = text.slice(0, text.lastIndexOf("\n", at) + 1);
      const below = text.slice(at).replace(/^[^\r\n]*/, "");
      expect([outcome.after.startsWith(above), outcome.after.endsWith(below)]).toEqual([true, true]);
    }),
    { numRuns: 40 },
  );
  expect(suggested).toBeGreaterThan(name === "toml" ? 0 : 3);
});
