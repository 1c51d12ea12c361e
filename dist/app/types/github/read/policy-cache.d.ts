import type { Policy } from "../../policy/policy.js";
import type { GitHubClient } from "../client/client.js";
import { type PolicyPlace } from "./load-policy.js";
/** Configurations that were read lately, in memory. */
export interface PolicyCache {
    /** The configuration of a place, read from GitHub when it is not known or too old. Throws Octokit's error. */
    load(client: GitHubClient, place: PolicyPlace): Promise<Policy>;
    /** Drops what is known of a repository: its default branch was pushed to. Of a shared one, the whole owner's. */
    forget(owner: string, repo: string): void;
}
/** Makes an empty cache. `lifetime` in milliseconds, five minutes by default. */
export declare function createPolicyCache(options?: {
    readonly lifetime?: number;
    readonly now?: () => number;
}): PolicyCache;
