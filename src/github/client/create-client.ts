import { Octokit } from "octokit";
import type { GitHubClient } from "./client.ts";
import { type ClientLog, retryOptions, throttleOptions } from "./waiting.ts";

export interface GitHubClientOptions {
  readonly token: string;
  /** Root of the REST API: `https://api.github.com`, `https://host/api/v3`. */
  readonly apiUrl: string;
  readonly userAgent: string;
  readonly log: ClientLog;
  /** Longest wait for a rate limit, in seconds. */
  readonly longestWait?: number;
}

/** A client for GitHub's REST API that retries what may succeed later and waits out rate limits. */
export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const { token, apiUrl, userAgent, log, longestWait } = options;
  return new Octokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    log,
    retry: retryOptions,
    throttle: throttleOptions(log, longestWait),
  });
}
