import type { Node } from "web-tree-sitter";
import type { Edit } from "./compare.ts";
import type { GrammarName } from "./grammar.ts";
import { around, roleOf } from "./node.ts";

const process = /\bprocess\.env\b|\bDeno\.env\b|\b__ENV\b|\bPropertiesService\b/g;
const getenv = /\bgetenv\(/g;

/** How an expression begins that reads a variable. Files that only hold data have none: their reader fills them in. */
const reads: Partial<Record<GrammarName, RegExp>> = {
  python: /\bos\.environ\b/g,
  javascript: process,
  typescript: process,
  tsx: process,
  go: /\bos\.Getenv\b/g,
  java: /\bSystem\.getenv\b/g,
  kotlin: /\bSystem\.getenv\b/g,
  scala: /\bsys\.env\b/g,
  csharp: /\bEnvironment\.GetEnvironmentVariable\b/g,
  c: getenv,
  cpp: getenv,
  php: /\b(?:getenv|env)\(/g,
  ruby: /\bENV\b/g,
  elixir: /\bSystem\.fetch_env!/g,
  rust: /\benv::var\b/g,
  lua: /\bos\.getenv\b/g,
  powershell: /\$env:/g,
  bash: /\$\{/g,
  terraform: /\bvar\./g,
};

/** True unless an edit wrote the read of a variable into text, where it is not evaluated. */
export function isEvaluated(after: Node, { start, text }: Edit, name: GrammarName): boolean {
  const pattern = reads[name];
  if (pattern === undefined) return true;
  for (const match of text.matchAll(pattern)) {
    const at = start + match.index;
    for (const node of around(after, { start: at, end: at + match[0].length })) {
      const role = roleOf(node);
      if (role === "text") return false;
      if (role === "expression") break;
    }
  }
  return true;
}
