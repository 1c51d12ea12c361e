import { matchesPath } from "./path-pattern.ts";

/** Which paths are scanned: gitignore patterns. Texts without a path always are. */
export interface ScannedPaths {
  /** Empty: every path. */
  readonly include: readonly string[];
  /** The last pattern that matches decides; `!` in front takes a path back. */
  readonly exclude: readonly string[];
}

/** True when the configuration wants a path scanned. A text without a path always is. */
export function isScanned(path: string | null, { include, exclude }: ScannedPaths): boolean {
  if (path === null) return true;
  return (include.length === 0 || isNamed(path, include)) && !isNamed(path, exclude);
}

/** As in a `.gitignore`: the last pattern that matches decides. */
function isNamed(path: string, patterns: readonly string[]): boolean {
  const last = patterns.findLast((pattern) => matchesPath(pattern.replace(/^!/, ""), path));
  return last !== undefined && !last.startsWith("!");
}
