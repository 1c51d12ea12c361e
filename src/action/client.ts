import type { GitHubClient } from "../github/client/client.ts";
import { createGitHubClient, type GitHubClientOptions } from "../github/client/create-client.ts";
import { version } from "../version.ts";
import { logLine } from "./log.ts";

/** Seconds that a step waits for a rate limit before it gives up, because a workflow's minutes are paid for. */
const longestWait = 5 * 60;

/** The step's client for GitHub: waits for rate limits and retries temporary failures. */
export function createClient(
  token: string,
  options: Required<Pick<GitHubClientOptions, "apiUrl" | "network" | "writeInterval">>,
): GitHubClient {
  return createGitHubClient({
    ...options,
    token,
    userAgent: `keyhawk/${version}`,
    log: { warn: logLine },
    longestWait,
  });
}
