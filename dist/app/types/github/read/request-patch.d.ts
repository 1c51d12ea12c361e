import type { GitHubClient } from "../client/client.js";
import { type Body } from "../client/request-bytes.js";
/** A range whose patch is being asked for. */
export interface RequestedPatch {
    /** `base...head`, as GitHub names it. */
    readonly basehead: string;
    /** May reject with Octokit's error, which nobody need wait for. */
    readonly body: Promise<Body>;
}
/** Asks for the patch of a range, one mail a commit. The error is kept until somebody waits for the body. */
export declare function requestPatch(client: GitHubClient, { owner, repo }: {
    readonly owner: string;
    readonly repo: string;
}, { base, head }: {
    readonly base: string;
    readonly head: string;
}): RequestedPatch;
