import { concatenated, cutsEscape, expressionRewriter } from "./expression.ts";
import { doubleQuoted, type Lexicon, type Literal, singleQuoted, stringForm } from "./literal.ts";
import { endsInText } from "./open-text.ts";
import { isInConstant } from "./proven.ts";
import type { Target } from "./target.ts";

const lexicon: Lexicon = {
  strings: [
    stringForm(/"""/, '"""'),
    stringForm(/'''/, "'''"),
    stringForm(/\$\//, "/$", "none"),
    doubleQuoted,
    singleQuoted,
  ],
  lineComments: ["//"],
  blockComment: ["/*", "*/"],
};

const read = (variable: string) => `System.getenv("${variable}")`;

/** A suggestion for Groovy and Gradle: `System.getenv("…")`. */
export const groovy = expressionRewriter({
  lexicon,
  read,
  fallbacks: [
    {
      before: /\bSystem\.getenv\(\s*["'](?<name>[A-Za-z_]\w*)["']\s*\)\s*\?:\s*$/,
      after: /^/,
      replace: read,
    },
  ],
  refuse: (target, literal) =>
    !/^["']$/.test(literal.open) || endsInText(target.above, lexicon) || !isExpression(target, literal),
  embed: (literal, expression, target) =>
    cutsEscape(literal) || /\$\{[^}]*$/.test(literal.before) ? null : concatenated(" + ")(literal, expression, target),
});

/** False in annotations, cases, names of a map, slashy strings, and commands that an agent of Jenkins runs. */
function isExpression(target: Target, literal: Literal): boolean {
  const before = target.line.slice(0, literal.start);
  const after = target.line.slice(literal.end).trimStart();
  if (/^\s*(?:case\b|@)|[=(,:~]\s*\/(?![/*])|\b(?:sh|bat|powershell|pwsh)\b\s*\(?\s*$/.test(before)) return false;
  if (after.startsWith(":")) return false;
  return !isInConstant(target, literal.start, { calls: /@\w[\w.]*\s*$/, alone: "in brackets" });
}
