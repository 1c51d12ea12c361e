import { cutsEscape, expressionRewriter } from "./expression.ts";
import { doubleQuoted, type Lexicon, type Literal, stringForm } from "./literal.ts";
import { endsInText } from "./open-text.ts";
import { isInConstant } from "./proven.ts";
import type { Target } from "./target.ts";

const lexicon: Lexicon = {
  strings: [
    stringForm(/#+"""/, '"""#', "none"),
    stringForm(/#+"/, '"#', "none"),
    stringForm(/"""/, '"""'),
    doubleQuoted,
  ],
  lineComments: ["//"],
  blockComment: ["/*", "*/"],
};

const read = (variable: string) => `ProcessInfo.processInfo.environment["${variable}"]!`;

/** A suggestion for Swift: the process's environment, which stops the program when the variable is missing. */
export const swift = expressionRewriter({
  lexicon,
  read,
  needs: () =>
    "The file needs `import Foundation`. An app on a phone has no secret environment: let it call your server instead.",
  refuse: (target, literal) =>
    literal.open !== '"' || endsInText(target.above, lexicon) || !isExpression(target, literal),
  fallbacks: [
    {
      before: /\bProcessInfo\.processInfo\.environment\["(?<name>[A-Za-z_]\w*)"\]\s*\?\?\s*$/,
      after: /^/,
      replace: read,
    },
  ],
  embed: (literal, expression) =>
    cutsEscape(literal) || /\\\([^)]*$/.test(literal.before)
      ? null
      : `"${literal.before}\\(${expression})${literal.after}"`,
});

/** False in patterns, attributes, macros and conditions of the compiler, and for a type that needs a literal. */
function isExpression(target: Target, literal: Literal): boolean {
  const before = target.line.slice(0, literal.start);
  if (/\bcase\b|^\s*#|:\s*(?!String\b)\w+\??\s*=\s*$|\bsetenv\($/.test(before)) return false;
  // A line of its own is an argument only in brackets; a list of patterns has none.
  return !isInConstant(target, literal.start, { calls: /[@#]\w[\w.]*\s*$/, alone: "in brackets" });
}
