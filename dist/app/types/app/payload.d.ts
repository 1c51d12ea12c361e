import type { Change, PullRequestChange } from "../github/change.js";
import type { HookRequest } from "../respond/hook/request.js";
/** Payload of a `change` job. */
export interface ChangePayload {
    readonly installation: number;
    readonly change: Change;
    /** True when the change is handled again because an answer came: its newest state is asked for first. */
    readonly again: boolean;
}
/** Payload of a `respond` job: the raw key is in `request`. */
export interface RespondPayload {
    readonly incident: string;
    readonly request: HookRequest;
}
/** What jobs about one change have in common, so that they never run at once. Names no ref: it can hold a key. */
export declare function changeKey(change: Change): string;
/** How a log line calls a change. Names no ref, title or message: they can hold a key. */
export declare function changeName(change: Change): string;
/** `external_id` of the check run of one state of a change: handling it again updates that run. */
export declare function checkId(change: Change): string;
/** What pull requests with the same head commit have in common; null for a push, whose check has another name. */
export declare function headKey(change: Change): string | null;
/** Tells apart the states of one pull request. A hash: its texts can hold a key. */
export declare function stateDigest(change: PullRequestChange): string;
/** A UUID that follows from a text. Deliveries whose id is one already keep it. */
export declare function jobId(text: string): string;
