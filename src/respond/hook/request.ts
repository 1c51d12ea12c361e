import type { KindId, Severity } from "../../detect/kind.ts";

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
 * Body of the `POST` to the revocation hook, signed according to Standard Webhooks. `data.credential` is the only place
 * where a raw key leaves the process.
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
    /** At most the first hundred places. */
    readonly places: readonly HookPlace[];
    /** Number of places in the change; more than `places` contains when there are over a hundred. */
    readonly placesTotal: number;
  };
}

/**
 * Body of the one `POST` about a change's keys that are beyond the limits on calls, signed like the others. Contains no
 * key. The answer to it is ignored.
 */
export interface HookSummary {
  readonly type: "openai.keys.unasked";
  /** ISO 8601. */
  readonly timestamp: string;
  readonly data: {
    /** `owner` on GitHub under which they were found. */
    readonly owner: string;
    readonly repository: string;
    /** Full name of the ref that was pushed, or the head branch of the pull request; empty for a text, like `commit`. */
    readonly ref: string;
    /** Null for a push. */
    readonly pullRequest: number | null;
    readonly commit: string;
    /** Number of keys that count in the change. */
    readonly keys: number;
    /** Number of those that the hook is not called about. */
    readonly unasked: number;
    /** The limit that they exceed: that of one change, or that of one author in a day. */
    readonly limit: "change" | "author";
  };
}

/** The answer that a receiver may give, as JSON, with a 2xx status. */
export interface HookAnswer {
  readonly result: "revoked" | "already-revoked" | "not-ours" | "manual";
  readonly message: string | null;
}
