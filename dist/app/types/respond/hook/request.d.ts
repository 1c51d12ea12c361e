import type { KindId, Severity } from "../../detect/kind.js";
/** One place of the key, in the hook's body. */
export interface HookPlace {
    readonly repository: string | null;
    readonly path: string | null;
    readonly line: number;
    readonly commit: string | null;
    readonly author: string | null;
    readonly date: string | null;
    /** Web address of the line, or null. */
    readonly url: string | null;
}
/**
 * Body of the `POST` to the revocation hook, signed as Standard Webhooks.
 * `data.credential` is the only place where a raw key leaves the process.
 */
export interface HookRequest {
    readonly type: "openai.key.leaked";
    /** ISO 8601, when the key was found. */
    readonly timestamp: string;
    readonly data: {
        readonly credential: string;
        readonly kind: KindId;
        readonly masked: string;
        readonly fingerprint: string;
        readonly severity: Severity;
        /** `owner` on GitHub under which it was found. */
        readonly owner: string;
        /** The first hundred places at most. */
        readonly places: readonly HookPlace[];
        /** Number of places in the change; more than `places` holds when there are over a hundred. */
        readonly placesTotal: number;
    };
}
/** What a receiver may answer, as JSON, with a 2xx status. */
export interface HookAnswer {
    readonly result: "revoked" | "already-revoked" | "not-ours" | "manual";
    readonly message: string | null;
}
