import type { Limits } from "../../policy/limits.ts";
import { maskedName } from "../../source/masked-name.ts";
import type { Origin } from "../../source/patch/documents.ts";
import type { GitHubClient } from "../client/client.ts";
import type { RequestedPatch } from "./request-patch.ts";

/** A file as it was before a change, to distinguish old findings from new ones. */
export type EarlierFile =
  | { readonly type: "blob"; readonly id: string }
  | { readonly type: "path"; readonly commit: string; readonly path: string };

/** The state of reading one change: the client, the limits, and what was learnt so far. */
export interface ChangeReader {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
  readonly limits: Limits;
  /** A patch that was requested before the limits were known, or null. */
  readonly requested: RequestedPatch | null;
  /** Number of requests for single files that are left. */
  filesLeft: number;
  /** Number of commits that may still be read one by one. */
  commitsLeft: number;
  /** By {@link fileKey}: earlier states of files whose documents contain old lines, too. */
  readonly earlier: Map<string, readonly EarlierFile[]>;
  /** By path: the previous name of the file where a diff states it; null for a new file. */
  readonly formerPaths: Map<string, string | null>;
}

/** Creates a reader for one scan of one change. @param requested a patch that was already requested */
export function createChangeReader(
  client: GitHubClient,
  change: { readonly owner: string; readonly repo: string },
  limits: Limits,
  requested: RequestedPatch | null = null,
): ChangeReader {
  const { owner, repo } = change;
  return {
    client,
    owner,
    repo,
    limits,
    requested,
    filesLeft: limits.files,
    commitsLeft: limits.commits,
    earlier: new Map(),
    formerPaths: new Map(),
  };
}

/** `owner/name`. */
export function fullName(reader: Pick<ChangeReader, "owner" | "repo">): string {
  return `${reader.owner}/${reader.repo}`;
}

/** Identifies a file of a commit. */
export function fileKey(commit: string | null, path: string | null): string {
  return `${commit ?? ""}\n${path ?? ""}`;
}

/** The repository, commit, author and date that a commit's documents are attributed to. */
export function originOf(
  reader: ChangeReader,
  commit: { readonly commit: string; readonly author: string | null; readonly date: string | null },
): Origin {
  return { repository: fullName(reader), commit: commit.commit, author: maskedName(commit.author), date: commit.date };
}
