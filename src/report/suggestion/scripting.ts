import { openBrackets } from "./brackets.ts";
import { cutsEscape, expressionRewriter } from "./expression.ts";
import { doubleQuoted, type Literal, singleQuoted, stringForm } from "./literal.ts";
import { endsInText } from "./open-text.ts";
import type { Target } from "./target.ts";

const interpolated = (open: string) => (literal: Literal, read: string) => {
  if (cutsEscape(literal) || /#\{[^}]*$/.test(literal.before) || literal.open.length > 1) return null;
  // Single quotes have neither escapes nor interpolation: convert only text that means the same in double quotes.
  if (literal.open === "'" && /[\\"#]/.test(literal.before + literal.after)) return null;
  return `"${literal.before}${open}{${read}}${literal.after}"`;
};

const neighbours = (target: Target, literal: Literal) =>
  /["']$/.test(target.line.slice(0, literal.start).trimEnd()) ||
  /^["'\\]/.test(target.line.slice(literal.end).trimStart());

const rubyFetch = (variable: string) => `ENV.fetch("${variable}")`;

/** A suggestion for Ruby: `ENV.fetch("…")`, which fails early and by name. */
export const ruby = expressionRewriter({
  lexicon: { strings: [doubleQuoted, singleQuoted], lineComments: ["#"], blankBeforeComment: true },
  read: rubyFetch,
  refuse: (target, literal) =>
    neighbours(target, literal) ||
    // `"…": value` is a symbol.
    /^:(?!:)/.test(target.line.slice(literal.end)) ||
    /ENV\[[^\]]*\]\s*(?:\|\|)?=\s*$|\brequire(?:_relative)?\s*\(?\s*$/.test(target.line.slice(0, literal.start)),
  fallbacks: [
    { before: /ENV\.fetch\(\s*["'](?<name>[A-Za-z_]\w*)["']\s*,\s*$/, after: /^\s*\)/, replace: rubyFetch },
    { before: /ENV\.fetch\(\s*["'](?<name>[A-Za-z_]\w*)["']\s*\)\s*\{\s*$/, after: /^\s*\}/, replace: rubyFetch },
    {
      before: /ENV(?:\[|\.fetch\()["'](?<name>[A-Za-z_]\w*)["'](?:,\s*nil)?[\])](?:\.presence)?\s*(?:\|\||\bor\b)\s*$/,
      after: /^/,
      replace: rubyFetch,
    },
  ],
  embed: interpolated("#"),
});

const elixirFetch = (variable: string) => `System.fetch_env!("${variable}")`;

/** A suggestion for Elixir: `System.fetch_env!("…")`. */
export const elixir = expressionRewriter({
  lexicon: { strings: [stringForm(/"""/, '"""'), doubleQuoted], lineComments: ["#"], skip: /\?["']/ },
  read: elixirFetch,
  needs: (target) =>
    /^\s*@/.test(target.line) || /(?:^|\/)config\/(?!runtime)/.test(target.path)
      ? "This line is read when the program is compiled; `config/runtime.exs` is read when it starts."
      : null,
  refuse: (target, literal) =>
    literal.open === '"""' ||
    /:$/.test(target.line.slice(0, literal.start)) ||
    /^:(?!:)/.test(target.line.slice(literal.end)) ||
    /put_env\(/.test(target.line.slice(0, literal.start)),
  fallbacks: [
    { before: /System\.get_env\(\s*"(?<name>[A-Za-z_]\w*)"\s*,\s*$/, after: /^\s*\)/, replace: elixirFetch },
    { before: /System\.get_env\(\s*"(?<name>[A-Za-z_]\w*)"\s*\)\s*\|\|\s*$/, after: /^/, replace: elixirFetch },
  ],
  embed: interpolated("#"),
});

/** A suggestion for Lua: `os.getenv("…")`. */
export const lua = expressionRewriter({
  lexicon: { strings: [doubleQuoted, singleQuoted], lineComments: ["--"] },
  read: (variable) => `os.getenv("${variable}")`,
  fallbacks: [
    {
      before: /\bos\.getenv\(?\s*["'](?<name>[A-Za-z_]\w*)["']\s*\)?\s*or\s*$/,
      after: /^/,
      replace: (name) => `os.getenv("${name}")`,
    },
  ],
  // `f "…"` is a call.
  refuse: (target, literal) =>
    /\brequire\(\s*$/.test(target.line.slice(0, literal.start)) ||
    (/[\w)\]"']\s*$/.test(target.line.slice(0, literal.start)) &&
      !/\b(?:return|and|or|not|then|else|in)\s*$/.test(target.line.slice(0, literal.start))),
  embed: (literal, read, target) => {
    if (cutsEscape(literal)) return null;
    const quoted = (text: string) => (text === "" ? [] : [`${literal.open}${text}${literal.close}`]);
    const joined = [...quoted(literal.before), read, ...quoted(literal.after)].join(" .. ");
    return /^\s*[:.[^%*/+-]/.test(target.line.slice(literal.end)) ? `(${joined})` : joined;
  },
});

const rLexicon = { strings: [doubleQuoted, singleQuoted], lineComments: ["#"] } as const;
const sysGetenv = (variable: string) => `Sys.getenv("${variable}")`;

/** A suggestion for R: `Sys.getenv("…")`. */
export const r = expressionRewriter({
  lexicon: rLexicon,
  read: sysGetenv,
  refuse: (target, literal) => {
    const before = target.line.slice(0, literal.start);
    return (
      endsInText(target.above, rLexicon) ||
      openBrackets(`${target.above}\n${before}`).some(({ at }) =>
        /\bSys\.setenv\s*$/.test(`${target.above}\n${before}`.slice(0, at)),
      ) ||
      // Raw strings, operators between percent signs, and names of a list's parts.
      /(?:\b[rR]|%|[$@])\s*$/.test(before) ||
      /^\s*(?:=(?!=)|<-)/.test(target.line.slice(literal.end))
    );
  },
  fallbacks: [
    {
      before: /\bSys\.getenv\(\s*["'](?<name>[A-Za-z_]\w*)["']\s*,\s*(?:unset\s*=\s*)?$/,
      after: /^\s*\)/,
      replace: sysGetenv,
    },
  ],
  embed: (literal, read) => {
    if (cutsEscape(literal)) return null;
    const quoted = (text: string) => (text === "" ? [] : [`${literal.open}${text}${literal.close}`]);
    return `paste0(${[...quoted(literal.before), read, ...quoted(literal.after)].join(", ")})`;
  },
});

/** A suggestion for PowerShell: `$env:…`. */
export const powershell = expressionRewriter({
  lexicon: {
    strings: [stringForm(/"/, '"'), stringForm(/'/, "'", "doubled")],
    lineComments: ["#"],
    blankBeforeComment: true,
    blockComment: ["<#", "#>"],
  },
  read: (variable) => `$env:${variable}`,
  fallbacks: [{ before: /\$env:(?<name>[A-Za-z_]\w*)\s*\?\?\s*$/, after: /^/, replace: (name) => `$env:${name}` }],
  refuse: (target, literal) =>
    /\$env:\w+\s*=\s*["']$|\bsetx\s|["']env:$/i.test(
      `${target.line.slice(0, literal.start)}${literal.open}${literal.before}`,
    ) || literal.before.endsWith("`"),
  embed: (literal, read) => {
    // Single quotes have neither variables nor escapes: convert only text that means the same in double quotes.
    if (literal.open === "'" && /["$`]|''/.test(literal.before + literal.after)) return null;
    return /\$\([^)]*$/.test(literal.before) ? null : `"${literal.before}$(${read})${literal.after}"`;
  },
});
