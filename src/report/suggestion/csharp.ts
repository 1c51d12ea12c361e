import { cutsEscape, expressionRewriter, parenthesised } from "./expression.ts";
import { characterLiteral, doubleQuoted, type Literal, stringForm } from "./literal.ts";
import { type Rewrite, splice, type Target } from "./target.ts";

const read = (variable: string) => `Environment.GetEnvironmentVariable("${variable}")`;

/**
 * The value as a `string` that is never null, in every version of C#: the program stops by the variable's name when it
 * is missing. `!` would need C# 8, and would only move the failure to where the value is used.
 */
const required = (variable: string) =>
  `${read(variable)} ?? throw new InvalidOperationException("${variable} is not set")`;

const fallback = /\bEnvironment\.GetEnvironmentVariable\(\s*"(?<name>[A-Za-z_]\w*)"\s*\)\s*\?\?\s*$/;

/** A suggestion for C#: `Environment.GetEnvironmentVariable("…")`, which must not be null where a value is needed. */
export const csharp = expressionRewriter({
  lexicon: {
    strings: [
      stringForm(/\$*"""+/, '"""', "none"),
      stringForm(/(?:\$@|@\$|@)"/, '"', "doubled"),
      stringForm(/\$"/, '"'),
      doubleQuoted,
    ],
    skip: characterLiteral,
    lineComments: ["//"],
    blockComment: ["/*", "*/"],
  },
  read,
  fallbacks: [{ before: fallback, after: /^/, replace: required }],
  needs,
  refuse: (target, literal) => {
    const before = target.line.slice(0, literal.start);
    const after = target.line.slice(literal.end).trimStart();
    // Attributes, cases and the defaults of parameters are constants.
    return (
      /^\s*\[(?!")/.test(target.line) ||
      // The whole file tells a constant of a case from its guard.
      (target.file === null && /^\s*case\b/.test(target.line)) ||
      (/[(,]\s*string\??\s+\w+\s*=\s*$/.test(before) && /^[,)]/.test(after)) ||
      (/^\s*string\??\s+\w+\s*=\s*$/.test(before) && /^[,)]/.test(after)) ||
      literal.open.includes('"""') ||
      /SetEnvironmentVariable\(/.test(before)
    );
  },
  special: (target, literal) => {
    const member = constantMember(target, literal);
    return member === undefined ? wholeLiteral(target, literal) : member;
  },
  embed: (literal, _, target) => concatenation(literal, target),
});

function needs({ file, line }: Target): string | null {
  return /\busing System;/.test(file ?? line)
    ? null
    : "Without implicit usings the file needs `using System;` at the top.";
}

/** A `const` member becomes `static readonly`; null where another constant cannot, undefined where there is none. */
function constantMember(target: Target, literal: Literal): Rewrite | null | undefined {
  const constant = /\bconst\s+(?=string\b)/.exec(target.line.slice(0, literal.start));
  if (constant === null) return undefined;
  const before = target.line.slice(0, constant.index);
  // Only a member, which has an access modifier, can be `static readonly`.
  if (!/\b(?:public|private|protected|internal)\b/.test(before) || literal.before + literal.after !== "") return null;
  // One of several constants cannot be changed alone.
  if (!/^\s*;/.test(target.line.slice(literal.end))) return null;
  const declared = target.line.slice(constant.index + constant[0].length, literal.start);
  return {
    text: `${before}static readonly ${declared}${required(target.variable)}${target.line.slice(literal.end)}`,
    needs: "A `const` is fixed when it is compiled, so it becomes `static readonly`.",
  };
}

function wholeLiteral(target: Target, literal: Literal): Rewrite | null | undefined {
  if (literal.before + literal.after !== "") return undefined;
  const before = target.line.slice(0, literal.start);
  const after = target.line.slice(literal.end);
  // A null is neither equal to a value nor does it harm a sum.
  if (/(?:[=!]=|\+)\s*$/.test(before) || /^\s*(?:[=!]=|\+)/.test(after)) return undefined;
  // It goes away with its operator.
  if (fallback.test(before)) return undefined;
  const text = parenthesised(required(target.variable), literal, target);
  return splice(target, literal.start, literal.end, text, needs(target));
}

/** `"Bearer " + … + $" {x}"`: before C# 11 an interpolated string cannot hold an expression with quotes. */
function concatenation(literal: Literal, target: Target): string | null {
  if (cutsEscape(literal) || !/^\$?"$/.test(literal.open)) return null;
  if (literal.open === '$"') {
    const plain = literal.before.replace(/\{\{|\}\}/g, "");
    if (plain.lastIndexOf("{") > plain.lastIndexOf("}")) return null;
  }
  const quoted = (text: string) => `${/[{}]/.test(text) ? literal.open : '"'}${text}"`;
  const parts = [
    ...(literal.before === "" ? [] : [quoted(literal.before)]),
    read(target.variable),
    ...(literal.after === "" ? [] : [quoted(literal.after)]),
  ];
  return parenthesised(parts.join(" + "), literal, target);
}
