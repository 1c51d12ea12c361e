import { python } from "./python.ts";
import type { Rewrite, Target } from "./target.ts";

/** A suggestion for a Jupyter notebook: for the line of Python in a JSON string of a cell's source. */
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
  const rewritten = python({ ...target, line, start, end, before: line.slice(0, start), after: line.slice(end) });
  if (rewritten === null) return null;
  const text = rewritten.text + source.slice(line.length);
  return { text: `${indent}${JSON.stringify(text)}${rest}`, needs: rewritten.needs };
}

function decoded(encoded: string): string | null {
  try {
    const value: unknown = JSON.parse(encoded);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
