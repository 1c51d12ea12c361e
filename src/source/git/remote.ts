import { askGit } from "./git.ts";

/**
 * The name under which this clone follows a repository that is pushed to; null when it follows it under none, so that
 * nothing is known of what is there.
 * @param said what git tells a pre-push hook: the name of a remote, or the address when none was named; null when
 *   nobody says it
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
