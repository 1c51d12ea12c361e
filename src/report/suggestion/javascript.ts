import { cutsEscape, expressionRewriter } from "./expression.ts";
import { backQuoted, doubleQuoted, type Literal, singleQuoted } from "./literal.ts";
import { type Runtime, runtimeOf } from "./runtime.ts";
import { type Rewrite, type Rewriter, splice, type Target } from "./target.ts";

const lexicon = {
  strings: [doubleQuoted, singleQuoted, backQuoted],
  lineComments: ["//"],
  blockComment: ["/*", "*/"],
} as const;

/** TypeScript files, whose types do not know that the variable is set. */
const typed = /\.[cm]?tsx?$/i;

/** A suggestion for JavaScript and TypeScript, JSX too: `process.env.…`, or what the script's runtime has instead. */
export function javascript(target: Target): Rewrite | null {
  const runtime = runtimeOf(target);
  const rewritten = runtime && rewriterFor(runtime)(target);
  return rewritten && { ...rewritten, needs: rewritten.needs ?? runtime?.needs ?? null };
}

function rewriterFor({ read }: Runtime): Rewriter {
  const present = (variable: string, target: Target) => `${read(variable)}${isTyped(target) ? "!" : ""}`;
  const kept = (name: string, target: Target) => `${read(name)}${typed.test(target.path) ? "!" : ""}`;
  return expressionRewriter({
    lexicon,
    read: present,
    refuse,
    special: (target, literal, expression) =>
      isJsxAttribute(target, literal) ? jsx(target, literal, expression, read(target.variable)) : undefined,
    fallbacks: [
      { before: /process\.env(?:\.(?<name>[A-Za-z_]\w*))!?\s*(?:\|\||\?\?)\s*$/, after: /^/, replace: kept },
      {
        before: /\(process\.env\.(?<name>[A-Za-z_]\w*)\s+as\s+string\)\s*(?:\|\||\?\?)\s*$/,
        after: /^/,
        replace: kept,
      },
      {
        before: /process\.env\[["'](?<name>[A-Za-z_]\w*)["']\]\s*(?:\|\||\?\?)\s*$/,
        after: /^/,
        replace: kept,
      },
      {
        before: /Deno\.env\.get\(["'](?<name>[A-Za-z_]\w*)["']\)\s*(?:\|\||\?\?)\s*$/,
        after: /^/,
        replace: kept,
      },
      {
        before: /process\.env\.(?<name>[A-Za-z_]\w*)\s*\?\s*process\.env\.\k<name>\s*:\s*$/,
        after: /^/,
        replace: kept,
      },
      // Strapi's, and functions like it.
      {
        before: /(?<=(?<![.\w])env\(\s*["'](?<name>[A-Z_][A-Z0-9_]*)["'])\s*,\s*$/,
        after: /^(?=\s*\))/,
        replace: () => "",
      },
    ],
    embed: (literal, _, target) => template(literal, read(target.variable)),
  });
}

/** True where a value that may be missing is a type error: neither an operand of a comparison nor cast, nor OpenAI's own option. */
function isTyped({ path, before, after }: Target): boolean {
  if (!typed.test(path)) return false;
  const isCompared = /[=!]==?\s*["'`]$/.test(before) || /^["'`]\s*[=!]==?/.test(after);
  const isOption = /\bnew (?:Azure)?OpenAI\(\{[^}]*\bapiKey:\s*["'`]$/.test(before);
  return !isCompared && !isOption && !/^["'`](?:\s+as\b|\?\.|!(?!=))/.test(after);
}

/** The literal as a template with the expression where the key was; null where its text would change meaning. */
function template(literal: Literal, expression: string): string | null {
  const { before, after } = literal;
  if (cutsEscape(literal)) return null;
  if (literal.open === "`") {
    // Inside `${…}` the key would be code.
    if (before.lastIndexOf("${") > before.lastIndexOf("}")) return null;
    return `\`${before}\${${expression}}${after}\``;
  }
  // Templates have no octal escapes, and give these two characters a meaning.
  if (/`|\$\{|\\[0-7]/.test(before + after) || before.endsWith("$")) return null;
  return `\`${before}\${${expression}}${after}\``;
}

function refuse(target: Target, literal: Literal): boolean {
  const before = target.line.slice(0, literal.start);
  const after = target.line.slice(literal.end).trimStart();
  const last = before.trimEnd();
  // A tagged template passes its parts to a function.
  if (
    literal.open === "`" &&
    /[\w$)\]]$/.test(before) &&
    !/\b(?:return|case|typeof|in|of|await|yield|throw)$/.test(before)
  )
    return true;
  if (/^\s*case\b/.test(target.line) || /\b(?:import|import\(|from|require(?:\.resolve)?\()\s*$/.test(last))
    return true;
  // A property's name, unless the colon belongs to `a ? "…" : b`.
  if (after.startsWith(":") && !/\?(?![.?])(?:[^:]*)$/.test(before)) return true;
  // Types, enums, and setting the variable from itself.
  if (/\btype\s+\w+\s*=\s*$|\|\s*$/.test(before) && /\.[cm]?tsx?$/i.test(target.path) && !/\|\|\s*$/.test(before))
    return true;
  if (/^\s*[A-Za-z_]\w*\s*=\s*$/.test(before) && after.startsWith(",")) return true;
  if (/process\.env(?:\.\w+|\[[^\]]*\])\s*=\s*$/.test(before)) return true;
  // A statement that is only a string is a directive, which the whole file tells from a value alone on its line.
  return last === "" && target.file === null && /^;?$/.test(after);
}

/** `<Chat apiKey="…">`: a quoted attribute takes an expression only in braces. */
function isJsxAttribute(target: Target, literal: Literal): boolean {
  if (!/\.[jt]sx$|\.js$/i.test(target.path) || literal.open === "`") return false;
  const before = target.line.slice(0, literal.start);
  const after = target.line.slice(literal.end);
  if (!/(?:^|\s)[A-Za-z_][\w:-]*=$/.test(before)) return false;
  const inTag = /<[A-Za-z][\w.]*(?:\s[^<>]*)?$/.test(before);
  const alone = /^\s*[A-Za-z_][\w:-]*=$/.test(before) && /^\s*\/?>?\s*$/.test(after);
  return inTag || alone;
}

function jsx(target: Target, literal: Literal, expression: string, read: string): Rewrite | null {
  const { before, after } = literal;
  if (before === "" && after === "") return splice(target, literal.start, literal.end, `{${expression}}`);
  // Attributes use HTML entities, not backslashes.
  if (/[\\&`$]/.test(before + after)) return null;
  return splice(target, literal.start, literal.end, `{\`${before}\${${read}}${after}\`}`);
}
