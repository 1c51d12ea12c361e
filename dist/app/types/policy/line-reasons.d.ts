import type { Finding } from "../source/finding.js";
/** By finding: the reason that its line gives to ignore it. Findings without one are not in it. */
export type LineReasons = ReadonlyMap<Finding, string>;
export declare const noLineReasons: LineReasons;
/**
 * The reasons that the lines of a change give. The newest state of a file decides for all of its commits: a reason that
 * a later commit adds counts for the earlier ones, and one that a later commit removes counts for none. Where the
 * key was removed from the file, its own line decides. Titles, descriptions and messages give no reasons: anyone can write them.
 * @param findings of the commits
 * @param head findings of the newest state
 */
export declare function lineReasons(findings: readonly Finding[], head: readonly Finding[]): LineReasons;
