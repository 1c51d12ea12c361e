/** HTTP status of an error that Octokit threw; null for any other error. Network errors count as 500, as Octokit has it. */
export declare function statusOf(error: unknown): number | null;
/** True when GitHub says that the thing is not there, or not for us. */
export declare function isAbsent(error: unknown): boolean;
/**
 * True when GitHub has the thing and does not serve it this way: too large, too slow, or an answer broken off.
 * A server that cannot be reached at all is not meant: every other way would fail too.
 */
export declare function isUnserved(error: unknown): boolean;
/** True when the server failed, or could not be reached. */
export declare function isServerError(error: unknown): boolean;
/** An answer that broke off in the middle; counts as a failure of the server. */
export declare class BrokenAnswer extends Error {
    readonly name = "BrokenAnswer";
    readonly status = 502;
}
/** What GitHub has and does not know of everywhere yet: its servers are a moment behind each other. */
export declare class NotThereYet extends Error {
    readonly name = "NotThereYet";
    readonly status = 503;
}
/** True when GitHub asks to come back later. */
export declare function isRateLimit(error: unknown): boolean;
/**
 * True when the same work may succeed later: GitHub was not reachable, failed, or limits the rate.
 * Looks through a {@link Failure} at its cause.
 */
export declare function isTransient(error: unknown): boolean;
/** An error of GitHub's as a sentence for people, with the error as its cause; any other error as it is. */
export declare function githubFailure(error: unknown, repository: string): unknown;
