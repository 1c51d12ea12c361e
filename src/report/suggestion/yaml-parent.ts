import type { Target } from "./target.ts";

/**
 * The key of the mapping or list that the target's line of YAML is in, by the indentation of the lines above it; null at
 * the root, in a flow collection over several lines, and when only the line is known.
 */
export function parentKey({ line, above }: Pick<Target, "line" | "above">): string | null {
  let inner = depthOf(line);
  let isItem = /^\s*-\s/.test(line);
  for (const other of above.split("\n").reverse()) {
    if (other.trim() === "" || /^\s*#/.test(other)) continue;
    const depth = depthOf(other);
    const startsItem = /^\s*-\s/.test(other);
    if (!isItem && startsItem && depth < inner) {
      inner = depth;
      isItem = true;
    } else if (depth < inner || (isItem && !startsItem && depth === inner)) {
      return /^\s*(?:-\s+)*["']?([\w.-]+)["']?\s*:/.exec(other)?.[1] ?? null;
    }
  }
  return null;
}

function depthOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}
