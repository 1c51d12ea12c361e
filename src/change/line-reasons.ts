import type { Change, PullRequestChange } from "../github/change.ts";
import { githubFailure } from "../github/client/request-error.ts";
import { writeAccess } from "../github/read/authority.ts";
import type { ChangeReader } from "../github/read/change-reader.ts";
import { readEarlierFile } from "../github/read/whole-file.ts";
import { type LineReasons, lineReasons, noLineReasons } from "../policy/line-reasons.ts";
import type { Policy } from "../policy/policy.ts";
import type { Finding } from "../source/finding.ts";
import { scanFile } from "./earlier.ts";

/** The reasons on the lines of a change, judged. */
export interface JudgedLineReasons {
  /** The reasons that count. */
  readonly reasons: LineReasons;
  /** By fingerprint: why the reason on a key's line does not count, phrased to follow a colon. */
  readonly refused: ReadonlyMap<string, string>;
}

/** The findings of a change. */
export interface FoundInChange {
  /** In its commits and texts. */
  readonly findings: readonly Finding[];
  /** In its newest state, as `reader` read it. */
  readonly head: readonly Finding[];
  readonly reader: ChangeReader;
}

const switchedOff = "the configuration ignores keys by itself only (`inline-ignore: false`).";

/**
 * Decides which `keyhawk:ignore <reason>` comments count. Those in a push count, because its author has write access.
 * In a fork's pull request only those that are also on the base branch count, or all of them when the fork belongs to a
 * person with write access to the repository. GitHub is asked only when there is a reason to judge. Throws a `Failure`
 * when it does not answer.
 */
export async function judgeLineReasons(
  change: Change,
  found: FoundInChange,
  policy: Policy,
): Promise<JudgedLineReasons> {
  const given = lineReasons(found.findings, found.head);
  if (given.size === 0) return { reasons: noLineReasons, refused: new Map() };
  if (!policy.inlineIgnore) {
    const refused = [...given.keys()].map(({ credential }) => [credential.fingerprint, switchedOff] as const);
    return { reasons: noLineReasons, refused: new Map(refused) };
  }
  if (change.type === "push" || !change.fork) return { reasons: given, refused: new Map() };
  try {
    const untrusted = await whyUntrusted(found.reader, change);
    if (untrusted === null) return { reasons: given, refused: new Map() };
    return await onBase(given, { ...found, change, untrusted }, policy);
  } catch (error) {
    throw githubFailure(error, `${change.owner}/${change.repo}`);
  }
}

/** Why the author of a fork's pull request may not silence anything; null when they may. */
async function whyUntrusted({ client }: ChangeReader, change: PullRequestChange): Promise<string | null> {
  const { owner, repo, author, headOwner } = change;
  if (author === null || headOwner === null) return "the pull request comes from a fork that is gone";
  if (author.toLowerCase() !== headOwner.toLowerCase()) {
    return "the pull request comes from a fork that is not its author's own";
  }
  switch (await writeAccess(client, { owner, repo, login: author })) {
    case "yes":
      return null;
    case "no":
      return "the pull request comes from a fork, and its author may not write to this repository";
    case "unknown":
      return "GitHub does not reveal whether the author of this fork's pull request can write to this repository";
  }
}

/** The base branch's reasons for the same keys in the same files. */
async function onBase(
  given: LineReasons,
  { change, reader, untrusted }: FoundInChange & { readonly change: PullRequestChange; readonly untrusted: string },
  policy: Policy,
): Promise<JudgedLineReasons> {
  const reasons = new Map<Finding, string>();
  const refused = new Map<string, string>();
  const known = new Map<string, LineReasons>();
  for (const finding of given.keys()) {
    const path = finding.address.path ?? "";
    const base = known.get(path) ?? (await baseReasons(reader, change.baseRef, path, policy));
    known.set(path, base);
    const { fingerprint } = finding.credential;
    const reason = [...base].find(([other]) => other.credential.fingerprint === fingerprint)?.[1];
    if (reason !== undefined) reasons.set(finding, reason);
    else refused.set(fingerprint, `${untrusted}, and the base branch has no such line.`);
  }
  return { reasons, refused };
}

async function baseReasons(reader: ChangeReader, ref: string, path: string, policy: Policy): Promise<LineReasons> {
  const former = reader.formerPaths.get(path);
  // A new file is not on the base branch.
  const before = former === undefined ? path : former;
  if (before === null || reader.filesLeft <= 0) return noLineReasons;
  reader.filesLeft -= 1;
  const bytes = await readEarlierFile(reader, { type: "path", commit: ref, path: before });
  return bytes === null ? noLineReasons : lineReasons([], await scanFile(before, bytes, policy));
}
