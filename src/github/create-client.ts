import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import type { GitHubClient } from "./client.ts";

export type ClientLog = GitHubClient["log"];

export interface GitHubClientOptions {
  readonly token: string;
  /** Root of the REST API: `https://api.github.com`, `https://host/api/v3`. */
  readonly apiUrl: string;
  readonly userAgent: string;
  readonly log: ClientLog;
  /** Longest wait for a rate limit, in seconds; GitHub's primary limit starts anew every hour. */
  readonly longestWait?: number;
}

const anHourAndABit = 3_660;
const mostWaits = 5;

/**
 * The retry plugin's options, for every client of ours. GitHub refuses a diff that is too large with 406,
 * and asking again does not make it smaller.
 */
export const retryOptions = { doNotRetry: [400, 401, 403, 404, 406, 409, 410, 413, 422, 451] };

/** The throttling plugin's options, for every client of ours: work that hits a rate limit waits, it is not lost. */
export function throttleOptions(log: ClientLog, longestWait = anHourAndABit) {
  const wait = (limit: string) => (retryAfter: number, request: object, _client: unknown, retryCount: number) => {
    const { method = "", url = "" } = request as { method?: string; url?: string };
    const again = retryCount < mostWaits && retryAfter <= longestWait;
    log.warn(`${limit} of GitHub at ${method} ${url}: ${again ? `going on in ${retryAfter} s` : "giving up"}.`);
    return again;
  };
  return { onRateLimit: wait("The rate limit"), onSecondaryRateLimit: wait("The secondary rate limit") };
}

const Client = Octokit.plugin(retry, throttling);

/** A client for GitHub's REST API that retries what may succeed later and waits out rate limits. */
export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const { token, apiUrl, userAgent, log, longestWait } = options;
  return new Client({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    log,
    retry: retryOptions,
    throttle: throttleOptions(log, longestWait),
  });
}
