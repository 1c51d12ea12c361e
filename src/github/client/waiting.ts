import type { GitHubClient } from "./client.ts";

export type ClientLog = GitHubClient["log"];

const anHourAndABit = 3_660;
const mostWaits = 5;

/**
 * The retry plugin's options, for all of Keyhawk's clients. GitHub refuses a diff that is too large with 406, and a
 * retry does not make it smaller.
 */
export const retryOptions = { doNotRetry: [400, 401, 403, 404, 406, 409, 410, 413, 422, 451] };

/**
 * The throttling plugin's options, for all of Keyhawk's clients: requests that hit a rate limit wait instead of
 * failing.
 * @param longestWait seconds; GitHub's primary limit resets every hour
 */
export function throttleOptions(log: Pick<ClientLog, "warn">, longestWait = anHourAndABit) {
  const wait = (limit: string) => (retryAfter: number, request: object, _client: unknown, retryCount: number) => {
    const { method = "", url = "" } = request as { method?: string; url?: string };
    const again = retryCount < mostWaits && retryAfter <= longestWait;
    log.warn(`${limit} of GitHub at ${method} ${url}: ${again ? `continuing in ${retryAfter} s` : "giving up"}.`);
    return again;
  };
  return { onRateLimit: wait("The rate limit"), onSecondaryRateLimit: wait("The secondary rate limit") };
}
