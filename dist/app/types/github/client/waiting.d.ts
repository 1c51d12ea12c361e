import type { GitHubClient } from "./client.js";
export type ClientLog = GitHubClient["log"];
/**
 * The retry plugin's options, for every client of ours. GitHub refuses a diff that is too large with 406,
 * and asking again does not make it smaller.
 */
export declare const retryOptions: {
    doNotRetry: number[];
};
/**
 * The throttling plugin's options, for every client of ours: work that hits a rate limit waits, it is not lost.
 * @param longestWait seconds; GitHub's primary limit starts anew every hour
 */
export declare function throttleOptions(log: ClientLog, longestWait?: number): {
    onRateLimit: (retryAfter: number, request: object, _client: unknown, retryCount: number) => boolean;
    onSecondaryRateLimit: (retryAfter: number, request: object, _client: unknown, retryCount: number) => boolean;
};
