import { expressionRewriter } from "./expression.ts";
import { doubleQuoted, type Literal, singleQuoted, stringForm } from "./literal.ts";
import { splice, type Target } from "./target.ts";

const needsOs = (target: Target) =>
  /^\s*(?:import os\b|from os\b)/.test(target.line)
    ? null
    : "If the file does not import it yet, it needs `import os` at the top.";

const read = (variable: string, quote: string) => `os.environ[${quote}${variable}${quote}]`;

/** A suggestion for Python: `os.environ["…"]`, which fails early and by name when the variable is missing. */
export const python = expressionRewriter({
  lexicon: {
    strings: [
      stringForm(/(?:[rbfuRBFU]{1,2})?"""/, '"""'),
      stringForm(/(?:[rbfuRBFU]{1,2})?'''/, "'''"),
      stringForm(/(?:[rbfuRBFU]{1,2})"/, '"'),
      stringForm(/(?:[rbfuRBFU]{1,2})'/, "'"),
      doubleQuoted,
      singleQuoted,
    ],
    lineComments: ["#"],
  },
  read: (variable) => read(variable, '"'),
  needs: needsOs,
  special: (target, literal) => {
    const beside = besideString(target, literal);
    const whole = literal.before === "" && literal.after === "";
    if (prefixOf(literal).includes("b")) {
      if (!whole || beside) return null;
      return splice(target, literal.start, literal.end, `${read(target.variable, '"')}.encode()`, needsOs(target));
    }
    if (!whole || !beside) return undefined;
    const joined = embed(literal, "", target);
    return joined === null ? null : splice(target, literal.start, literal.end, joined, needsOs(target));
  },
  refuse: (target, literal) => {
    const before = target.line.slice(0, literal.start);
    return (
      // The whole file tells a pattern from its guard.
      (target.file === null && /^\s*case\b/.test(target.line)) ||
      // Setting the variable from itself would not help; the line should be deleted.
      /os\.environ\[\s*["'][^"']+["']\s*\]\s*=\s*$|os\.(?:putenv|environ\.setdefault)\(\s*["'][^"']+["']\s*,\s*$/.test(
        before,
      )
    );
  },
  fallbacks: [
    {
      before: /os\.(?:getenv|environ\.get)\(\s*["'](?<name>[A-Za-z_]\w*)["']\s*,\s*(?:default\s*=\s*)?$/,
      after: /^\s*,?\s*\)/,
      replace: (name) => read(name, '"'),
    },
    {
      before: /os\.(?:getenv|environ\.get)\(\s*["'](?<name>[A-Za-z_]\w*)["']\s*\)\s+or\s+$/,
      after: /^/,
      replace: (name) => read(name, '"'),
    },
    {
      before:
        /os\.(?:environ\[|getenv\(|environ\.get\()["'](?<name>[A-Za-z_]\w*)["'][\])]\s+if\s+(?:["']\k<name>["']\s+in\s+os\.environ|os\.(?:getenv|environ\.get)\(["']\k<name>["']\))\s+else\s+$/,
      after: /^/,
      replace: (name) => read(name, '"'),
    },
    {
      before: /\bst\.secrets\.get\(\s*["'](?<name>[A-Za-z_]\w*)["']\s*,\s*$/,
      after: /^\s*\)/,
      replace: (name) => `st.secrets["${name}"]`,
    },
    // Decouple and environs, which stop the program without the variable.
    {
      before:
        /(?<=(?<![.\w])(?:config|env(?:\.str)?)\(\s*["'](?<name>[A-Z_][A-Z0-9_]*)["'])\s*,\s*(?:default\s*=\s*)?$/,
      after: /^(?=\s*\))/,
      replace: () => "",
    },
  ],
  embed,
});

function prefixOf(literal: Literal): string {
  return /^[a-z]*/i.exec(literal.open)?.[0].toLowerCase() ?? "";
}

/** Adjacent literals are one string in Python, also over the end of a line in parentheses; an f-string may be among them. */
function besideString(target: Target, literal: Literal): boolean {
  const before = target.line.slice(0, literal.start).trimEnd();
  const after = target.line.slice(literal.end).trimStart();
  // Only the whole file tells whether the literal continues one of the line before.
  const first = before === "" && target.file === null;
  return first || /["']$/.test(before) || /^(?:[rbfuRBFU]{0,2})["']/.test(after);
}

function embed(literal: Literal, _read: string, target: Target): string | null {
  const prefix = prefixOf(literal);
  const content = literal.before + literal.after;
  if (/\\N\{/.test(content) || /\\$/.test(literal.before)) return null;
  const quote = literal.close.includes('"') ? "'" : '"';
  const hole = `{${read(target.variable, quote)}}`;
  if (prefix.includes("f")) {
    // Inside a replacement field the key would be code.
    if (opensHole(literal.before)) return null;
    return `${literal.open}${literal.before}${hole}${literal.after}${literal.close}`;
  }
  // A %-format or .format() on the string would read doubled braces differently.
  if (/[{}]/.test(content) && /^\s*[.%]/.test(target.line.slice(literal.end))) return null;
  const doubled = (text: string) => text.replace(/[{}]/g, "$&$&");
  const quotes = literal.open.replace(/^[a-z]*/i, "");
  const raw = prefix.includes("r") ? "r" : "";
  return `f${raw}${quotes}${doubled(literal.before)}${hole}${doubled(literal.after)}${literal.close}`;
}

function opensHole(text: string): boolean {
  const plain = text.replace(/\{\{|\}\}/g, "");
  return plain.lastIndexOf("{") > plain.lastIndexOf("}");
}
