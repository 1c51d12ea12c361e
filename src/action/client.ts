import { getOctokit } from "@actions/github";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import type { GitHubClient } from "../github/client/client.ts";
import { type ClientLog, retryOptions, throttleOptions } from "../github/client/waiting.ts";
import { writeLimiters } from "../github/client/write-interval.ts";
import { version } from "../version.ts";
import { logLine } from "./log.ts";

/** Seconds that a step waits for a rate limit before it gives up: a workflow's minutes are paid for. */
const longestWait = 5 * 60;

const silent: ClientLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * The workflow's client: waits for rate limits, repeats what failed for a moment.
 * @param writeInterval milliseconds between two writes; null for the usual second
 */
export function createClient(token: string, apiUrl: string | null, writeInterval: number | null): GitHubClient {
  return getOctokit(
    token,
    {
      ...(apiUrl === null ? {} : { baseUrl: apiUrl }),
      userAgent: `keyhawk/${version}`,
      // Octokit's own warnings hold whole addresses, and a branch's name may hold anything.
      log: silent,
      retry: retryOptions,
      throttle: { ...throttleOptions({ ...silent, warn: logLine }, longestWait), ...writeLimiters(writeInterval) },
    },
    retry,
    throttling,
  );
}
