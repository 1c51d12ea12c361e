import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { directNetwork, type Network } from "../../http/network.ts";
import { githubFetch } from "./checked-fetch.ts";
import type { GitHubClient } from "./client.ts";
import { type ClientLog, retryOptions, throttleOptions } from "./waiting.ts";
import { writeLimiters } from "./write-interval.ts";

export interface GitHubClientOptions {
  readonly token: string;
  /** Root of the REST API: `https://api.github.com`, `https://host/api/v3`. */
  readonly apiUrl: string;
  readonly userAgent: string;
  /** Receives Keyhawk's own messages only; Octokit's contain whole URLs, and a branch can have any name. */
  readonly log: Pick<ClientLog, "warn">;
  /** A direct connection when left out. */
  readonly network?: Network;
  /** The longest wait for a rate limit, in seconds. */
  readonly longestWait?: number;
  /** Milliseconds between two writes; null for the default of one second. */
  readonly writeInterval?: number | null;
}

const PatientOctokit = Octokit.plugin(retry, throttling);
const silent: ClientLog = { debug() {}, info() {}, warn() {}, error() {} };

/** A client for GitHub's REST API that retries temporary failures and waits for rate limits. */
export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const { token, apiUrl, userAgent, log, longestWait, network = directNetwork, writeInterval = null } = options;
  return new PatientOctokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    log: silent,
    request: { fetch: githubFetch(network, log) },
    retry: retryOptions,
    throttle: { ...throttleOptions(log, longestWait), ...writeLimiters(writeInterval) },
  });
}
