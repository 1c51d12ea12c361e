import { matchesPath } from "./path-pattern.ts";

/** Which paths are scanned: gitignore patterns. Texts without a path always are. */
export interface ScannedPaths {
  /** Empty: every path. */
  readonly include: readonly string[];
  /** The last matching pattern decides; a leading `!` includes a path again. */
  readonly exclude: readonly string[];
}

/** True when the configuration includes a path. Text without a path is always included. */
export function isScanned(path: string | null, { include, exclude }: ScannedPaths): boolean {
  if (path === null) return true;
  return (include.length === 0 || isNamed(path, include)) && !isNamed(path, exclude);
}

/** As in a `.gitignore`: the last pattern that matches decides. */
function isNamed(path: string, patterns: readonly string[]): boolean {
  const last = patterns.findLast((pattern) => matchesPath(pattern.replace(/^!/, ""), path));
  return last !== undefined && !last.startsWith("!");
}
