import type { GitHubClient } from "../client/client.ts";
import { type Body, requestBytes } from "../client/request-bytes.ts";

/** A patch may hold binary files, so it can be larger than GitHub's bound on text. */
const mostPatchBytes = 64 * 1024 * 1024;

/** A range whose patch is being asked for. */
export interface RequestedPatch {
  /** `base...head`, as GitHub names it. */
  readonly basehead: string;
  /** May reject with Octokit's error, even if no one awaits it. */
  readonly body: Promise<Body>;
}

/** Asks for the patch of a range, one mail a commit. The error is kept until somebody waits for the body. */
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
    // Where GitHub cannot make a patch it fails again and again.
    { accept: "application/vnd.github.patch", maximumBytes: mostPatchBytes, tries: "one" },
  );
  body.catch(() => {});
  return { basehead, body };
}
