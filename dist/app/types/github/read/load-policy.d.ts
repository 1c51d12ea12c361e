import type { Policy } from "../../policy/policy.js";
import type { GitHubClient } from "../client/client.js";
/** Where a configuration is read. */
export interface PolicyPlace {
    readonly owner: string;
    readonly repo: string;
    /** Base or default branch. */
    readonly ref: string;
    /** Path of the repository's own file; `.github/keyhawk.yml` when not given. */
    readonly path?: string;
}
/** The repository of an organisation whose files hold for all of its repositories. */
export declare const sharedRepository = ".github";
/**
 * The configuration that holds for a repository: its own file, over the organisation's, over the defaults.
 * A file that is not there, or not shown to us, sets nothing; mistakes are in `problems`. Throws Octokit's error.
 */
export declare function loadPolicy(client: GitHubClient, place: PolicyPlace): Promise<Policy>;
