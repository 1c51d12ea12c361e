import { concatenated, cutsEscape, expressionRewriter } from "./expression.ts";
import { doubleQuoted, singleQuoted } from "./literal.ts";

/** A suggestion for PHP: `getenv('…')`. */
export const php = expressionRewriter({
  lexicon: {
    strings: [doubleQuoted, singleQuoted],
    skip: /#\[/,
    lineComments: ["//", "#"],
    blockComment: ["/*", "*/"],
  },
  read: (variable) => `getenv('${variable}')`,
  refuse: (target, literal) => {
    const before = target.line.slice(0, literal.start);
    const after = target.line.slice(literal.end).trimStart();
    return (
      // Constants, properties, the defaults of parameters and attributes take constant expressions only.
      /^\s*(?:(?:final|public|protected|private|static|readonly|abstract)\s+)*const\b/.test(target.line) ||
      /^\s*(?:(?:public|protected|private|static|readonly|var)\s+)+[^=(]*\$\w+\s*=\s*$/.test(before) ||
      /\b(?:function|fn)\b[^{]*\([^)]*\$\w+\s*=\s*$/.test(before) ||
      (/^\s*(?:[?\w|\\]+\s+)*\$\w+\s*=\s*$/.test(before) && after.startsWith(",")) ||
      // The whole file tells a case of an enum from one of a switch.
      (target.file === null && /^\s*case\b/.test(target.line)) ||
      /^\s*#\[/.test(target.line) ||
      /putenv\(\s*$|\$_(?:ENV|SERVER)\[[^\]]*\]\s*=\s*$/.test(before)
    );
  },
  fallbacks: [
    { before: /\benv\(\s*["'](?<name>[A-Za-z_]\w*)["']\s*,\s*$/, after: /^\s*\)/, replace: (name) => `env('${name}')` },
    {
      before: /\bgetenv\(\s*["'](?<name>[A-Za-z_]\w*)["']\s*\)\s*(?:\?:|\?\?)\s*$/,
      after: /^/,
      replace: (name) => `getenv('${name}')`,
    },
    {
      before: /(?<=\$_(?:ENV|SERVER)\[["'](?<name>[A-Za-z_]\w*)["']\])\s*(?:\?:|\?\?)\s*$/,
      after: /^/,
      replace: () => "",
    },
  ],
  embed: (literal, read, target) =>
    cutsEscape(literal) || /\{\$[^}]*$/.test(literal.before) ? null : concatenated(" . ")(literal, read, target),
});
