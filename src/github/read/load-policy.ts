import { mergePolicy } from "../../policy/merge-policy.ts";
import type { ParsedPolicy } from "../../policy/parse-policy.ts";
import type { OwnersSettings, Policy } from "../../policy/policy.ts";
import { modeOfRepository } from "../../policy/rollout.ts";
import type { NotScanned } from "../../source/coverage.ts";
import { notScanned } from "../../source/not-scanned.ts";
import type { GitHubClient } from "../client/client.ts";
import { requestBytes } from "../client/request-bytes.ts";
import { isAbsent, isUnserved, statusOf } from "../client/request-error.ts";

/** The place that a configuration is read from. */
export interface PolicyPlace {
  readonly owner: string;
  readonly repo: string;
  /** Base or default branch. */
  readonly ref: string;
  /** Path of the repository's own file; `.github/keyhawk.yml` when not given. */
  readonly path?: string;
}

const usualPath = ".github/keyhawk.yml";
/** The repository of an organisation whose configuration applies to all of its repositories. */
export const sharedRepository = ".github";
const mostBytes = 1_000_000;

export interface LoadOptions {
  /** Reads the organisation's file, where it may be known already. */
  readonly readShared?: typeof requestShared;
  /**
   * What becomes of a file that GitHub refuses or fails to serve: its error is `thrown`, for a caller that tries again
   * later, or it is `listed` in `unread` and sets nothing. `thrown` when absent.
   */
  readonly unserved?: "thrown" | "listed";
}

/**
 * The configuration that applies to a repository: its own file, over the organisation's, over the defaults. A missing
 * file sets nothing; mistakes are in `problems`, and an organisation's file that GitHub refuses to show is in `unread`.
 * Throws Octokit's error.
 */
export async function loadPolicy(
  client: GitHubClient,
  place: PolicyPlace,
  { readShared = requestShared, unserved = "thrown" }: LoadOptions = {},
): Promise<Policy> {
  const { owner, repo } = place;
  const without = (name: string) => (error: unknown) => {
    if (unserved === "thrown" || !(isUnserved(error) || isAbsent(error))) throw error;
    const detail = `GitHub did not serve the configuration ${name}: what it sets and enforces is not known.`;
    return { refused: notScanned(isAbsent(error) ? "no-access" : "no-answer", detail, { path: usualPath }) };
  };
  const [shared, own] = await Promise.all([
    repo === sharedRepository ? null : readShared(client, owner).catch(without(sharedName(owner))),
    requestOwn(client, place).catch(without(`${owner}/${repo}:${place.path ?? usualPath}`)),
  ]);
  const files = [shared, own].filter((file) => file !== null && !("refused" in file));
  const merged = mergePolicy(...(files as ParsedPolicy[]));
  const policy = observes(repo === sharedRepository ? own : shared, repo)
    ? ({ ...merged, observed: true } as const)
    : merged;
  const unread = [shared, own].flatMap((file) => (file !== null && "refused" in file ? [file.refused] : []));
  return unread.length > 0 ? { ...policy, unread } : policy;
}

/** True when the organisation only observes a repository. Throws Octokit's error. */
export async function isObserved(
  client: GitHubClient,
  { owner, repo }: Pick<PolicyPlace, "owner" | "repo">,
): Promise<boolean> {
  return observes(await requestShared(client, owner), repo);
}

function observes(organisation: SharedFile, repo: string): boolean {
  if (organisation === null || "refused" in organisation) return false;
  return modeOfRepository(organisation.policy, repo) === "observe";
}

/**
 * What the organisation's file sets for all of its repositories; where GitHub does not show the file, the most careful.
 * Throws Octokit's error.
 */
export async function loadOwnersSettings(client: GitHubClient, owner: string): Promise<OwnersSettings> {
  const file = await requestShared(client, owner);
  // Loaded on demand: few runs need it.
  const { ownersSettings } = await import("../../policy/owners-settings.ts");
  return ownersSettings(file !== null && "refused" in file ? "unreadable" : file);
}

async function requestOwn(client: GitHubClient, place: PolicyPlace): Promise<ParsedPolicy | null> {
  const file = await requestFile(client, place);
  if (file === null || place.repo === sharedRepository) return file;
  const { refuseOwnersSettings } = await import("../../policy/owners-settings.ts");
  return refuseOwnersSettings(file);
}

/** The organisation's file; null when there is none. */
export type SharedFile = ParsedPolicy | { readonly refused: NotScanned } | null;

/** Reads the organisation's file. Throws Octokit's error. */
export async function requestShared(client: GitHubClient, owner: string): Promise<SharedFile> {
  try {
    return await requestFile(client, { owner, repo: sharedRepository });
  } catch (error) {
    const status = statusOf(error);
    if (!isAbsent(error)) throw error;
    const detail = `GitHub does not let this token read the organisation's configuration ${sharedName(owner)} (${status}): what it sets and enforces is not known.`;
    return { refused: notScanned("no-access", detail, { path: usualPath }) };
  }
}

function sharedName(owner: string): string {
  return `${owner}/${sharedRepository}:${usualPath}`;
}

async function requestFile(
  client: GitHubClient,
  { owner, repo, ref, path = usualPath }: Omit<PolicyPlace, "ref"> & { readonly ref?: string },
): Promise<ParsedPolicy | null> {
  const parameters = { owner, repo, path, ...(ref === undefined ? {} : { ref }) };
  const options = { accept: "application/vnd.github.raw+json", maximumBytes: mostBytes };
  const name = `${owner}/${repo}:${path}`;
  try {
    const body = await requestBytes(client, "GET /repos/{owner}/{repo}/contents/{path}", parameters, options);
    // Loaded on demand: most repositories have no file.
    const { parsePolicy } = await import("../../policy/parse-policy.ts");
    // The parser itself refuses a file that is too large.
    return parsePolicy(body.type === "bytes" ? Buffer.from(body.bytes).toString() : " ".repeat(mostBytes + 1), name);
  } catch (error) {
    // A file that GitHub refuses to show must not count as missing.
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
