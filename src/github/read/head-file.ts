import type { GitHubClient } from "../client/client.ts";
import { requestBytes } from "../client/request-bytes.ts";
import { statusOf } from "../client/request-error.ts";

export interface HeadFile {
  readonly owner: string;
  readonly repo: string;
  /** Full commit id. */
  readonly commit: string;
  readonly path: string;
}

/** The bytes of a file at a commit; null when GitHub does not serve it now, or it has more than `maximumBytes`. */
export async function readHeadFile(
  client: GitHubClient,
  { commit: ref, ...file }: HeadFile,
  maximumBytes: number,
): Promise<Uint8Array | null> {
  const options = { accept: "application/vnd.github.raw+json", maximumBytes, tries: "one" } as const;
  try {
    const body = await requestBytes(client, "GET /repos/{owner}/{repo}/contents/{path}", { ...file, ref }, options);
    return body.type === "bytes" ? body.bytes : null;
  } catch (error) {
    if (statusOf(error) === null) throw error;
    return null;
  }
}
