import { Failure } from "../../failure.ts";
import type { ScanFlags } from "./flags.ts";

/** The arguments of `keyhawk scan` that are not options. */
export interface ScanArguments {
  /** What to scan; `.` when nothing is named. */
  readonly target: string;
  /** Pathspecs to which a scan of the index or of commits is limited; empty for everything. */
  readonly paths: readonly string[];
  /** The remote that is pushed to, or its address, as git passes it to a pre-push hook; null when unknown. */
  readonly remote: string | null;
}

const narrowed = ["staged", "range", "history"] as const;

/**
 * Sorts the arguments: `--` precedes paths in a scan of the index or of commits, and otherwise a target that begins with
 * a dash. Throws a `Failure` for a superfluous argument.
 * @param words those before `--`, and those after it
 */
export function scanArguments(
  words: { readonly before: readonly string[]; readonly behind: readonly string[] },
  flags: Pick<ScanFlags, (typeof narrowed)[number] | "prePush">,
): ScanArguments {
  const isNarrowed = narrowed.some((name) => flags[name] !== undefined);
  const named = isNarrowed ? words.before : [...words.before, ...words.behind];
  // Git calls a pre-push hook with the name of the remote and its address.
  if (named.length > (flags.prePush ? 2 : 1)) {
    const advice = isNarrowed ? "paths to narrow the scan to come after `--`" : "name one target";
    throw new Failure("usage", `${named.slice(1).join(" ")} is too much: ${advice}.`);
  }
  const [first] = named;
  if (flags.prePush) return { target: ".", paths: [], remote: first ?? null };
  return { target: first ?? ".", paths: isNarrowed ? words.behind : [], remote: null };
}
