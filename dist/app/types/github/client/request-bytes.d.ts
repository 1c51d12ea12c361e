import type { GitHubClient } from "./client.js";
/** The body of an answer, or the fact that it is longer than asked for. */
export type Body = {
    readonly type: "bytes";
    readonly bytes: Uint8Array;
} | {
    readonly type: "too-large";
};
export interface BytesOptions {
    /** Media type. */
    readonly accept: string;
    readonly maximumBytes: number;
    /** `one`: a server's error is thrown at once, since there is another way. Rate limits are waited out in any case. */
    readonly tries?: "one";
}
/**
 * Requests a route and returns the body's bytes as they came. Octokit would decode most media types as UTF-8, and files
 * are not UTF-8. Reads at most `maximumBytes`. Throws Octokit's error, with a `status`.
 * @param route method and path of GitHub's API with its parameters in braces
 */
export declare function requestBytes(client: GitHubClient, route: string, parameters: Readonly<Record<string, string>>, options: BytesOptions): Promise<Body>;
