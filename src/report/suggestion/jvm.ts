import { withoutDefault } from "./data-file.ts";
import { concatenated, cutsEscape, expressionRewriter, type Fallback } from "./expression.ts";
import { characterLiteral, doubleQuoted, type Lexicon, type Literal, stringForm } from "./literal.ts";
import { splice, type Target } from "./target.ts";

const tripleQuoted = stringForm(/"""/, '"""', "none");
const comments = { lineComments: ["//"], blockComment: ["/*", "*/"] } as const;

const added = (literal: Literal, read: string, target: Target) =>
  cutsEscape(literal) ? null : concatenated(" + ")(literal, read, target);

const lineStarts = (target: Target, pattern: RegExp) => pattern.test(target.line);

/** A literal before the arrow of a case, or on a line with a case without one. */
const isCase = (target: Target, literal: Literal) =>
  lineStarts(target, /^\s*case\b/) && !/(?:->|=>)/.test(target.line.slice(0, literal.start));

const javaLexicon: Lexicon = { strings: [tripleQuoted, doubleQuoted], skip: characterLiteral, ...comments };

const systemGetenv = (variable: string) => `System.getenv("${variable}")`;

const getOrDefault: Fallback = {
  before: /\bSystem\.getenv\(\)\.getOrDefault\(\s*"(?<name>[A-Za-z_]\w*)"\s*,\s*$/,
  after: /^\s*\)/,
  replace: systemGetenv,
};

/** A suggestion for Java: `System.getenv("…")`. */
export const java = expressionRewriter({
  lexicon: javaLexicon,
  read: systemGetenv,
  fallbacks: [
    {
      before:
        /\b(?:java\.util\.)?(?:Optional\.ofNullable\(\s*System\.getenv\(\s*"(?<name>[A-Za-z_]\w*)"\s*\)\s*\)\.orElse\(\s*)$/,
      after: /^\s*\)/,
      replace: systemGetenv,
    },
    {
      before:
        /\b(?:java\.util\.)?Objects\.requireNonNullElse\(\s*System\.getenv\(\s*"(?<name>[A-Za-z_]\w*)"\s*\)\s*,\s*$/,
      after: /^\s*\)/,
      replace: systemGetenv,
    },
    {
      before:
        /\bSystem\.getenv\(\s*"(?<name>[A-Za-z_]\w*)"\s*\)\s*!=\s*null\s*\?\s*System\.getenv\(\s*"\k<name>"\s*\)\s*:\s*$/,
      after: /^/,
      replace: systemGetenv,
    },
    getOrDefault,
  ],
  special: (target, literal) => {
    // Annotations take only constants; Spring's `@Value` resolves variables itself.
    if (!/@\w[\w.]*\s*\([^)]*$/.test(target.line.slice(0, literal.start))) return undefined;
    if (!/@Value\(\s*(?:value\s*=\s*)?$/.test(target.line.slice(0, literal.start))) return null;
    if (literal.before + literal.after !== "") return withoutDefault(target);
    return splice(target, literal.start, literal.end, `"\${${target.variable}}"`);
  },
  // The whole file tells a constant of a case from its guard, or from what follows it.
  refuse: (target, literal) => (target.file === null && isCase(target, literal)) || literal.open === '"""',
  embed: added,
});

/** A suggestion for Kotlin: `System.getenv("…")`, in a string by its own interpolation. */
export const kotlin = expressionRewriter({
  lexicon: javaLexicon,
  read: systemGetenv,
  refuse: (target) => lineStarts(target, /^\s*@|@\w+\([^)]*$/),
  fallbacks: [
    {
      before: /\bSystem\.getenv\(\s*"(?<name>[A-Za-z_]\w*)"\s*\)\s*\?:\s*$/,
      after: /^/,
      replace: systemGetenv,
    },
    {
      before: /\bSystem\.getenv\(\)\["(?<name>[A-Za-z_]\w*)"\]\s*\?:\s*$/,
      after: /^/,
      replace: systemGetenv,
    },
    getOrDefault,
  ],
  special: (target, literal, read) => {
    const constant = /\bconst\s+(?=val\b)/.exec(target.line.slice(0, literal.start));
    if (constant === null) return undefined;
    if (literal.before + literal.after !== "") return null;
    const text = `${target.line.slice(0, constant.index)}${target.line.slice(constant.index + constant[0].length, literal.start)}${read}${target.line.slice(literal.end)}`;
    return { text, needs: "A `const val` is fixed when it is compiled, so it becomes a plain `val`." };
  },
  embed: (literal, read) =>
    cutsEscape(literal) || /\$\{[^}]*$/.test(literal.before)
      ? null
      : `${literal.open}${literal.before}\${${read}}${literal.after}${literal.close}`,
});

const sysEnv = (variable: string) => `sys.env("${variable}")`;

/** A suggestion for Scala: `sys.env("…")`. */
export const scala = expressionRewriter({
  lexicon: {
    strings: [stringForm(/(?:s|f|raw)?"""/, '"""', "none"), stringForm(/(?:s|f|raw)"/, '"'), doubleQuoted],
    skip: characterLiteral,
    ...comments,
  },
  read: sysEnv,
  fallbacks: [
    {
      before:
        /\b(?:sys\.env\.getOrElse|(?:scala\.util\.)?(?:Properties\.)?envOrElse)\(\s*"(?<name>[A-Za-z_]\w*)"\s*,\s*$/,
      after: /^\s*\)/,
      replace: sysEnv,
    },
    {
      before: /\bsys\.env\.get\(\s*"(?<name>[A-Za-z_]\w*)"\s*\)\.getOrElse\(\s*$/,
      after: /^\s*\)/,
      replace: sysEnv,
    },
    {
      before: /\bOption\(\s*System\.getenv\(\s*"(?<name>[A-Za-z_]\w*)"\s*\)\s*\)\.getOrElse\(\s*$/,
      after: /^\s*\)/,
      replace: sysEnv,
    },
  ],
  refuse: (target, literal) =>
    // The whole file tells a pattern from its guard.
    (target.file === null && isCase(target, literal)) ||
    lineStarts(target, /^\s*@/) ||
    // An interpolator that is not Scala's own, such as `sql"…"`.
    /\w$/.test(target.line.slice(0, literal.start)),
  embed: (literal, read, target) => (literal.open === '"' ? added(literal, read, target) : null),
});
