import type { Severity } from "../detect/kind.js";
import { type Coverage } from "../source/coverage.js";
import type { Policy } from "./policy.js";
/** `failure`: a key that counts is not resolved. `neutral`: there is no such key, but the scan was incomplete. */
export type Conclusion = "success" | "failure" | "neutral";
/** What a decision needs to know of one key; a `KeyReport` is one. */
export interface DecidedKey {
    readonly severity: Severity;
    /** The reason it is ignored for, or null. */
    readonly ignored: string | null;
    /** Empty when it is gone from the newest state of the change. */
    readonly headPlaces: readonly unknown[];
    /** What the revocation hook answered, or null. */
    readonly response: {
        readonly result: string;
    } | null;
    /** What verification found; absent when nobody asked. */
    readonly status?: string;
}
/** Negative when `a` is more severe than `b`: an order for sorting, worst first. */
export declare function compareSeverity(a: Severity, b: Severity): number;
/** True when the key no longer works. */
export declare function isDead(key: Pick<DecidedKey, "response" | "status">): boolean;
/** True when nothing is left to do: ignored with a reason, or dead and gone from the head. */
export declare function isResolved(key: Pick<DecidedKey, "ignored" | "headPlaces" | "response" | "status">): boolean;
/** The part of a policy that decides what fails. */
export type Judgement = Pick<Policy, "failOn" | "failSeverity"> & Partial<Pick<Policy, "response">>;
/**
 * True when the key makes a run fail under the policy. With `failOn: "live"` a key counts as alive until it is proven
 * dead: a hook that does not answer must not turn a run green.
 */
export declare function counts(key: DecidedKey, policy: Judgement): boolean;
/** Decides what a change's check says. */
export declare function conclude(keys: readonly DecidedKey[], coverage: Coverage, policy: Judgement): Conclusion;
