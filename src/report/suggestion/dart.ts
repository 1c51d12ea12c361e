import { cutsEscape, expressionRewriter, parenthesised } from "./expression.ts";
import { doubleQuoted, type Lexicon, type Literal, singleQuoted, stringForm } from "./literal.ts";
import { endsInText } from "./open-text.ts";
import { isInConstant } from "./proven.ts";
import type { Target } from "./target.ts";

const lexicon: Lexicon = {
  strings: [
    stringForm(/r"""/, '"""', "none"),
    stringForm(/r'''/, "'''", "none"),
    stringForm(/r"/, '"', "none"),
    stringForm(/r'/, "'", "none"),
    stringForm(/"""/, '"""'),
    stringForm(/'''/, "'''"),
    doubleQuoted,
    singleQuoted,
  ],
  lineComments: ["//"],
  blockComment: ["/*", "*/"],
};

const read = (variable: string) => `Platform.environment['${variable}']!`;

/** A suggestion for Dart: the process's environment, which stops the program when the variable is missing. */
export const dart = expressionRewriter({
  lexicon,
  read,
  fallbacks: [
    {
      before: /\bPlatform\.environment\[["'](?<name>[A-Za-z_]\w*)["']\]\s*\?\?\s*$/,
      after: /^/,
      replace: read,
    },
  ],
  needs: () =>
    "The file needs `import 'dart:io';`. An app on a phone has no secret environment: let it call your server instead.",
  refuse: (target, literal) =>
    literal.open.length !== 1 || endsInText(target.above, lexicon) || !isExpression(target, literal),
  embed,
});

/** False where Dart allows constants only: after `const`, in annotations, enums, patterns and defaults of parameters. */
function isExpression(target: Target, literal: Literal): boolean {
  const before = target.line.slice(0, literal.start);
  const after = target.line.slice(literal.end).trimStart();
  if (/\bconst\b|^\s*(?:@|case\b|import\b|export\b|part\b)|\bfromEnvironment\(/.test(target.line)) return false;
  if (/["']\s*$/.test(before) || /^["']|^=>|^:/.test(after)) return false;
  // A value that is assigned ends its statement; that of a parameter does not.
  if (/(?<![=!<>])=\s*$/.test(before) && !/^[;.+]/.test(after)) return false;
  return !isInConstant(target, literal.start, {
    calls: /@\w[\w.]*\s*$|\bconst\b[^;{}()]*$|\benum\s[^;{}()]*$/,
    alone: "never",
  });
}

function embed(literal: Literal, expression: string, target: Target): string | null {
  if (cutsEscape(literal) || /\$\{[^}]*$/.test(literal.before)) return null;
  return parenthesised(
    `${literal.open}${literal.before}\${${expression}}${literal.after}${literal.close}`,
    literal,
    target,
  );
}
