import type { Limits } from "../../policy/limits.js";
import type { Origin } from "../../source/patch/documents.js";
import type { GitHubClient } from "../client/client.js";
import type { RequestedPatch } from "./request-patch.js";
/** A file as it was before a change, to tell old findings from new ones. */
export type EarlierFile = {
    readonly type: "blob";
    readonly id: string;
} | {
    readonly type: "path";
    readonly commit: string;
    readonly path: string;
};
/** What the reading of one change shares: the client, the bounds, and what was learnt on the way. */
export interface ChangeReader {
    readonly client: GitHubClient;
    readonly owner: string;
    readonly repo: string;
    readonly limits: Limits;
    /** A patch that was asked for before the limits were known, or null. */
    readonly requested: RequestedPatch | null;
    /** Requests for single files that are left. */
    filesLeft: number;
    /** Commits to be read one by one that are left. */
    commitsLeft: number;
    /** By {@link fileKey}: earlier states of files whose documents hold old lines too. */
    readonly earlier: Map<string, readonly EarlierFile[]>;
    /** By path: what the file was called before, as far as a diff told; null for a file that is new. */
    readonly formerPaths: Map<string, string | null>;
}
/** Makes a reader for one scan of one change. @param requested a patch that was asked for already */
export declare function createChangeReader(client: GitHubClient, change: {
    readonly owner: string;
    readonly repo: string;
}, limits: Limits, requested?: RequestedPatch | null): ChangeReader;
/** `owner/name`. */
export declare function fullName(reader: Pick<ChangeReader, "owner" | "repo">): string;
/** Names a file of a commit. */
export declare function fileKey(commit: string | null, path: string | null): string;
/** Whose bytes a commit's documents are. */
export declare function originOf(reader: ChangeReader, commit: {
    readonly commit: string;
    readonly author: string | null;
    readonly date: string | null;
}): Origin;
