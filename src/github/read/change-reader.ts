import type { Limits } from "../../policy/limits.ts";
import { maskedName } from "../../source/masked-name.ts";
import type { Origin } from "../../source/patch/documents.ts";
import type { GitHubClient } from "../client/client.ts";
import type { RequestedPatch } from "./request-patch.ts";

/** A file as it was before a change, to distinguish old findings from new ones. */
export type EarlierFile =
  | { readonly type: "blob"; readonly id: string }
  | { readonly type: "path"; readonly commit: string; readonly path: string };

/** What the reading of one change shares: the client, the bounds, and what was learnt on the way. */
export interface ChangeReader {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
  readonly limits: Limits;
  /** A patch that was asked for before the limits were known, or null. */
  readonly requested: RequestedPatch | null;
  /** Requests for single files that are left. */
  filesLeft: number;
  /** Commits to be read one by one that are left. */
  commitsLeft: number;
  /** By {@link fileKey}: earlier states of files whose documents hold old lines too. */
  readonly earlier: Map<string, readonly EarlierFile[]>;
  /** By path: the previous name of the file where a diff states it; null for a new file. */
  readonly formerPaths: Map<string, string | null>;
}

/** Makes a reader for one scan of one change. @param requested a patch that was asked for already */
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

/** Names a file of a commit. */
export function fileKey(commit: string | null, path: string | null): string {
  return `${commit ?? ""}\n${path ?? ""}`;
}

/** Whose bytes a commit's documents are. */
export function originOf(
  reader: ChangeReader,
  commit: { readonly commit: string; readonly author: string | null; readonly date: string | null },
): Origin {
  return { repository: fullName(reader), commit: commit.commit, author: maskedName(commit.author), date: commit.date };
}
