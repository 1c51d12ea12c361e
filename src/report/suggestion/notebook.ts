import { python } from "./python.ts";
import { shell } from "./shell.ts";
import { placeholder, type Rewrite, type Rewriter, type Target } from "./target.ts";

/** A suggestion for a Jupyter notebook: for the line in a JSON string of a cell's source. */
export function notebook(target: Target): Rewrite | null {
  const parts = /^(\s*)("(?:[^"\\]|\\.)*")(,?\s*)$/.exec(target.line);
  if (parts === null) return null;
  const [, indent = "", encoded = "", rest = ""] = parts;
  const masked = target.line.slice(target.start, target.end);
  const source = decoded(encoded);
  // Only text that JSON.stringify writes the same way again can be changed without touching the rest of the line.
  if (source === null || JSON.stringify(source) !== encoded) return null;
  const line = source.replace(/\n$/, "");
  const start = line.indexOf(masked);
  if (start === -1 || line.includes("\n") || line.indexOf(masked, start + 1) !== -1) return null;
  const end = start + masked.length;
  const inCell = { ...target, line, start, end, before: line.slice(0, start), after: line.slice(end) };
  const rewritten = rewriterIn(target)?.({ ...inCell, above: "", below: "" }) ?? null;
  if (rewritten === null) return null;
  const lines = rewritten.text.split("\n");
  const strings = lines.map((text, index) => {
    const ending = index < lines.length - 1 ? "\n" : source.slice(line.length);
    return `${indent}${JSON.stringify(text + ending)}${index < lines.length - 1 ? "," : rest}`;
  });
  return { text: strings.join("\n"), needs: rewritten.needs };
}

/** The rewriter for the lines of the cell around the target; null where they are no source. */
function rewriterIn({ above }: Target): Rewriter | null {
  const type = /.*"cell_type"\s*:\s*"(\w+)"/s.exec(above)?.[1] ?? "code";
  const source = above.lastIndexOf('"source"');
  if (source < Math.max(above.lastIndexOf('"outputs"'), above.lastIndexOf('"attachments"'))) return null;
  if (type === "markdown") return placeholder;
  if (type !== "code") return null;
  const first = /^\W*\[\s*"((?:[^"\\]|\\.)*)"/.exec(above.slice(source + '"source"'.length))?.[1] ?? "";
  const magic = /^%%(\w+)/.exec(first)?.[1];
  if (magic === undefined || /^(?:time|timeit|capture)$/.test(magic)) return cellLine;
  return /^(?:bash|sh)$/.test(magic) ? shell : null;
}

function cellLine(target: Target): Rewrite | null {
  const { line } = target;
  if (/^\s*[!%]/.test(line)) return setByMagic(target) ?? commandLine(target);
  return prompt(target, /^os\.environ\[(["'])(\w+)\1\]\s*=\s*(["'])$/, 2) ?? python(target);
}

/** `%env OPENAI_API_KEY=sk-…` */
function setByMagic(target: Target): Rewrite | null {
  return prompt(target, /^%(?:set_)?env\s+(\w+)[\s=]\s*(["']?)$/, 1);
}

/** A cell that sets a variable asks for its value instead; null where the line does not only do that. */
function prompt(target: Target, pattern: RegExp, group: number): Rewrite | null {
  const match = pattern.exec(target.before);
  if (match === null || target.after.trim() !== (match.at(-1) ?? "")) return null;
  const name = match[group] ?? target.variable;
  return {
    text: ["import os", "from getpass import getpass", `os.environ["${name}"] = getpass("${name}: ")`].join("\n"),
    needs: "The cell asks for the key when it runs, and the notebook does not store the answer.",
  };
}

/** `!curl …`: IPython reads `{…}` itself, so that only `$X` reaches the shell. */
function commandLine(target: Target): Rewrite | null {
  if (!/^\s*!/.test(target.line) || /^\w/.test(target.after)) return null;
  const rewritten = shell(target);
  if (rewritten === null || rewritten.text.includes(":?}")) return null;
  return { ...rewritten, text: rewritten.text.replace(`\${${target.variable}}`, `$${target.variable}`) };
}

function decoded(encoded: string): string | null {
  try {
    const value: unknown = JSON.parse(encoded);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
