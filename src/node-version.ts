/** The oldest Node on which the command line, the library and the App run; `engines` in package.json names the same. */
export const oldestNode = "22.12";

/**
 * A sentence for the user when a Node is too old, else null. This file and the entry points that import it are parsed
 * by every Node, so they use no syntax younger than Node 12.
 * @param running as `process.versions.node` has it
 * @param oldest `major.minor`
 */
export function nodeRefusal(running: string, oldest: string): string | null {
  const [major = 0, minor = 0] = running.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split(".").map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return null;
  return `Keyhawk needs Node ${oldest} or later and did not run on Node ${running}: update Node, then run it again.`;
}
