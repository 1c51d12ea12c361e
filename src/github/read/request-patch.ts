import type { GitHubClient } from "../client/client.ts";
import { type Body, requestBytes } from "../client/request-bytes.ts";

/** A patch may contain binary files, so it can be larger than GitHub's limit on text. */
const mostPatchBytes = 64 * 1024 * 1024;

/** A range whose patch is being requested. */
export interface RequestedPatch {
  /** `base...head`, as GitHub names it. */
  readonly basehead: string;
  /** May reject with Octokit's error, even if no one awaits it. */
  readonly body: Promise<Body>;
}

/** Requests the patch of a range, with one mail for each commit. An error is held back until the body is awaited. */
export function requestPatch(
  client: GitHubClient,
  { owner, repo }: { readonly owner: string; readonly repo: string },
  { base, head }: { readonly base: string; readonly head: string },
): RequestedPatch {
  const basehead = `${base}...${head}`;
  const body = requestBytes(
    client,
    "GET /repos/{owner}/{repo}/compare/{basehead}",
    { owner, repo, basehead },
    // When GitHub cannot create a patch, retries fail as well.
    { accept: "application/vnd.github.patch", maximumBytes: mostPatchBytes, tries: "one" },
  );
  body.catch(() => {});
  return { basehead, body };
}
