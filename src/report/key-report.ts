import type { Confidence, KindId, Severity } from "../detect/kind.ts";
import type { IgnoredBy } from "../policy/ignore.ts";
import type { Address } from "../source/document.ts";
import type { Excerpt, Wrapping } from "../source/finding.ts";
import type { KeyDetails } from "./key-details.ts";
import type { Rewrite } from "./suggestion/target.ts";

/** One place of one key, without the key: safe to store and to print. */
export interface Place {
  readonly address: Address;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly encoding: readonly Wrapping[];
  readonly excerpt: Excerpt;
  /** The safe replacement of the line, decided by its whole file; absent while only the line is known. */
  readonly suggestion?: Rewrite | null;
}

/** Whether a key is alive. `unverified`: not checked. `unknown`: checked, without a clear answer. */
export type KeyStatus = "unverified" | "live" | "revoked" | "unknown";

/** How a status was found out. Contains no detail of the organisation: the comment may be public. */
export interface StatusFrom {
  /** OpenAI was asked with the key itself, or for the organisation's own list of keys. */
  readonly by: "direct" | "indirect";
  /** ISO 8601. */
  readonly at: string;
  /** True for a key that is in the list and has expired. */
  readonly expired: boolean;
}

/** What Keyhawk did about a key, or the revocation hook answered. */
export interface KeyResponse {
  /**
   * `pending`: the hook was asked, no answer yet. `failed`: it could not be reached or refused. `expiring`: Keyhawk set
   * an expiry. `by-hand`: Keyhawk did not revoke it. The others are answers of the hook, and the first two also Keyhawk's.
   */
  readonly result:
    | "revoked"
    | "already-revoked"
    | "expiring"
    | "by-hand"
    | "pending"
    | "not-ours"
    | "manual"
    | "failed";
  /** A sentence for people: Keyhawk's or the receiver's; null when it gave none. See `forReaders`. */
  readonly message: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/** One key of a change, over all its places. */
export interface KeyReport {
  readonly kind: KindId;
  readonly masked: string;
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** ISO 8601: expiry stated by the credential itself; absent when it states none. */
  readonly expiresAt?: string;
  /** Every commit, message or text that brought it in, in the order of the commits. */
  readonly places: readonly Place[];
  /** Where it is in the head of the change, with the head's line numbers; empty when it was removed. */
  readonly headPlaces: readonly Place[];
  /**
   * True when it was reported before and no commit of the change contains it any longer (a force-push):
   * everyone with access could read it, so it is reported until it is dead.
   */
  readonly earlier: boolean;
  /** What verification found; absent when verification is off. */
  readonly status?: KeyStatus;
  /** How the status was determined; absent when unknown. */
  readonly statusFrom?: StatusFrom;
  /** What else OpenAI says about it; absent when it was not asked. */
  readonly details?: KeyDetails;
  /** Null when no hook is configured. */
  readonly response: KeyResponse | null;
  /** The reason it is ignored for, or null. */
  readonly ignored: string | null;
  /** Where that reason is written; in the configuration when absent. */
  readonly ignoredBy?: IgnoredBy;
  /** Why the reason on its line does not count, to follow a colon; absent when it counts or there is none. */
  readonly lineReasonRefused?: string;
}
