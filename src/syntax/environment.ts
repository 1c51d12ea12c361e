import type { Node } from "web-tree-sitter";
import { around, roleOf } from "./node.ts";

/** The beginning of code that puts a value into the environment of this process or of another. */
const writes = new RegExp(
  [
    /(?:\[[\w.]+\]::)?(?:[\w$]*[.:>\]])*(?:(?:apache_)?set_?env|put_?env|set_var|SetEnvironmentVariable\w*)\w*!?\s*\(/,
    /(?:[\w.]*\.)?setitem\(\s*os\.environ\b/,
    /(?:[\w.]*\.)?patch\.dict\(\s*["']?os\.environ\b/,
    /(?:[\w$]+\.)*stubEnv\(/,
    /(?:[\w$]+\.)*process\.env\s*=(?!=)/,
    // What a bundler defines is in the bundle for everyone to read.
    /new\s+(?:[\w$]+\.)*(?:Define|Environment)Plugin\(/,
    /(?:os\.)?environ(?:b)?\s*(?:\|=|\[[^\]]*\]\s*=(?!=)|\.(?:update|setdefault|__setitem__)\()/,
    /(?:[\w$]+\.)*process\.env(?:\.\w+|\[[^\]]*\])\s*(?:\?\?|\|\|)?=(?!=)/,
    /Object\.assign\(\s*process\.env\b/,
    /ENV(?:\[[^\]]*\]\s*(?:\|\|)?=(?!=)|\.(?:store|update|merge!|replace)\b)/,
    /\$(?:_ENV|_SERVER)\[[^\]]*\]\s*(?:\?\?)?=(?!=)/,
    /\$(?:env:\w+|\{env:\w+\})\s*\+?=/,
    /(?:\w+\.)+Environment(?:Variables)?(?:\[[^\]]*\]\s*=(?!=)|\.(?:Add|TryAdd)\()/,
    /(?:Set|New)-Item\s+(?:-\w+\s+)?["']?env:/,
    /(?:(?:new\s+)?[\w.]+\([^()]*\)\.|[\w$]+\.)*environment\(\)\s*(?:\.put(?:IfAbsent)?\(|\[[^\]]*\]\s*=)/,
  ]
    .map(({ source }) => `^(?:${source})`)
    .join("|"),
  "i",
);

/** The end of code that sets a variable of a command that is started. */
const passes = /\.envs?\(\s*"[^"]*"\s*,\s*$/;

const takesFrom = /^(?:process|Bun|import\.meta)\.env\b|^env$/;

/** A whole statement, above which nothing can be what puts this value into the environment. */
const statement = /statement|^block$|body|^program$|^source_file$|function/;

/** True where the value of a literal is written into the environment: read from there, it would be set from itself. */
export function isWrittenToEnvironment(literal: Node, text: string): boolean {
  if (passes.test(text.slice(Math.max(0, literal.startIndex - 200), literal.startIndex))) return true;
  for (const node of around(literal, { start: literal.startIndex, end: literal.endIndex })) {
    if (roleOf(node) === "text") continue;
    // The default of a variable that is taken from the environment.
    if (node.type === "object_pattern" && takesFrom.test(node.parent?.childForFieldName("value")?.text ?? ""))
      return true;
    if (writes.test(text.slice(node.startIndex, literal.startIndex))) return true;
    if (statement.test(node.type)) return false;
  }
  return false;
}
