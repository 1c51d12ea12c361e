import { askGit } from "./git.ts";

/**
 * The name under which this clone tracks the repository that is pushed to; null when it has no remote-tracking branches
 * for it, so that nothing is known about its content.
 * @param said what git passes to a pre-push hook: the name of a remote, or its URL when it has no name; null when
 * unknown
 */
export function followedRemote(directory: string, said: string | null): string | null {
  const names = (askGit(directory, ["remote"]) ?? "").split("\n").filter(Boolean);
  if (said === null) return names.length === 1 ? (names[0] ?? null) : null;
  if (names.includes(said)) return said;
  const addresses = askGit(directory, ["config", "-z", "--get-regexp", "^remote\\..*\\.(push)?url$"]) ?? "";
  for (const [, name, address] of addresses.matchAll(/remote\.(.*)\.(?:push)?url\n([^\0]*)\0/g)) {
    if (address === said) return name ?? null;
  }
  return null;
}
