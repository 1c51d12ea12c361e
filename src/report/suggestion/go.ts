import { openBrackets } from "./brackets.ts";
import { concatenated, cutsEscape, expressionRewriter } from "./expression.ts";
import { characterLiteral, doubleQuoted, type Literal, stringForm } from "./literal.ts";
import type { Target } from "./target.ts";

const needsImport = 'If the file does not import it yet, it needs `import "os"`.';
const getenv = (variable: string) => `os.Getenv("${variable}")`;

/** A suggestion for Go: `os.Getenv("…")`. */
export const go = expressionRewriter({
  lexicon: {
    strings: [doubleQuoted, stringForm(/`/, "`", "none")],
    skip: characterLiteral,
    lineComments: ["//"],
    blockComment: ["/*", "*/"],
  },
  read: getenv,
  needs: (target) =>
    /^\t[A-Za-z_]\w*(?: string)? += /.test(target.line)
      ? 'The file needs `import "os"`; if this line is in a `const` block, move it to a `var`.'
      : needsImport,
  refuse: (target, literal) => {
    const before = target.line.slice(0, literal.start);
    return (
      /^\s*import\b/.test(target.line) ||
      // `os.Getenv` returns a plain string.
      /^\s*(?:var\s+)?(?!var\b|const\b)\w+\s+(?!string\b|any\b)[\w.]+\s*=\s*$/.test(before) ||
      /os\.Setenv\(\s*["`]\w+["`]\s*,\s*$/.test(before) ||
      (target.file === null && isStructTag(before, literal))
    );
  },
  fallbacks: [
    {
      before:
        /(?<![.\w])(?:get|read|load|lookup|must)?_?env(?:Or\w*|Default|String|Str|Var)?\(\s*"(?<name>[A-Za-z_]\w*)"\s*,\s*$/i,
      after: /^\s*\)/,
      replace: getenv,
      needs: needsImport,
    },
    {
      before: /\bcmp\.Or\(\s*os\.Getenv\("(?<name>[A-Za-z_]\w*)"\)\s*,\s*$/,
      after: /^\s*\)/,
      replace: getenv,
    },
  ],
  special: (target, literal, read) => {
    const constant = /^(\s*)const(\s+\w+(?:\s+string)?\s*=\s*)$/.exec(target.line.slice(0, literal.start));
    if (constant === null) return /^\s*const\b/.test(target.line) ? null : undefined;
    if (literal.before + literal.after !== "") return null;
    const text = `${constant[1]}var${constant[2]}${read}${target.line.slice(literal.end)}`;
    return {
      text,
      needs: 'A constant cannot be read from the environment, so it becomes a `var`. The file needs `import "os"`.',
    };
  },
  embed: (literal, read, target) =>
    cutsEscape(literal) ? null : concatenated(isTight(target, literal) ? "+" : " + ")(literal, read, target),
});

/** gofmt writes a sum without blanks where it is an index, one of several values, or an operand of a comparison. */
function isTight({ above, below, line }: Target, literal: Literal): boolean {
  const before = line.slice(0, literal.start);
  const after = line.slice(literal.end);
  if (/^[.[]/.test(after)) return false;
  if (/[=!]=\s*$/.test(before) || /^\s*[=!]=/.test(after)) return true;
  const isOneOfSeveral = /^\s*[\w.]+\s*,[^=(]*:?=[^=]/.test(line);
  if (isOneOfSeveral && !/^\s*var\b/.test(line)) return true;
  const follows = /^\s*,\s*[^\s)]/.test(`${after}\n${below}`);
  for (const { bracket, hasComma } of openBrackets(`${above}\n${before}`)) {
    if (bracket === "[") return true;
    if (bracket !== "(") return false;
    if (hasComma || follows) return true;
  }
  return false;
}

function isStructTag(before: string, literal: Literal): boolean {
  return literal.open === "`" && /^\s*\w+\s+[\w.*[\]]+\s*$/.test(before);
}
