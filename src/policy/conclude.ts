import type { Severity } from "../detect/kind.ts";
import { type Coverage, isComplete } from "../source/coverage.ts";
import type { AnsweredState, Policy } from "./policy.ts";

/** `failure`: a key that counts is not resolved. `neutral`: there is no such key, but the scan was incomplete. */
export type Conclusion = "success" | "failure" | "neutral";

/** What the decision depends on for one key; a `KeyReport` provides it. */
export interface DecidedKey {
  readonly severity: Severity;
  /** The reason to ignore it, or null. */
  readonly ignored: string | null;
  /** Empty when the newest state of the change no longer contains it. */
  readonly headPlaces: readonly unknown[];
  /** What Keyhawk did about it or the revocation hook answered, or null. */
  readonly response: { readonly result: string } | null;
  /** The result of verification; absent when it was not requested. */
  readonly status?: string;
}

const weight: Readonly<Record<Severity, number>> = { medium: 0, high: 1, critical: 2 };

/** Negative when `a` is more severe than `b`: a comparison function that sorts the worst first. */
export function compareSeverity(a: Severity, b: Severity): number {
  return weight[b] - weight[a];
}

/** True when the key no longer works. */
export function isDead(key: Pick<DecidedKey, "response" | "status">): boolean {
  const result = key.response?.result;
  return result === "revoked" || result === "already-revoked" || key.status === "revoked";
}

/** True when nothing is left to do: ignored with a reason, or dead and gone from the head. */
export function isResolved(key: Pick<DecidedKey, "ignored" | "headPlaces" | "response" | "status">): boolean {
  return key.ignored !== null || (isDead(key) && key.headPlaces.length === 0);
}

/** The part of a policy that determines what fails. */
export type Judgement = Pick<Policy, "failOn" | "failSeverity"> & Partial<Pick<Policy, "response" | "also">>;

/**
 * True when the key makes a run fail under the policy. With `failOn: "live"` a key counts as alive until it is proven
 * dead: a hook that does not answer must not turn a run green.
 */
export function counts(key: DecidedKey, policy: Judgement): boolean {
  if (policy.also !== undefined && counts(key, policy.also)) return true;
  if (isResolved(key) || compareSeverity(key.severity, policy.failSeverity) > 0) return false;
  const answer = policy.response?.[stateOf(key)];
  if (answer !== undefined) return answer === "fail";
  return policy.failOn === "found" || (policy.failOn === "live" && !isDead(key));
}

function stateOf(key: DecidedKey): AnsweredState {
  if (isDead(key)) return "dead";
  return key.status === "live" ? "live" : "unknown";
}

/** Determines the conclusion of a change's check. */
export function conclude(keys: readonly DecidedKey[], coverage: Coverage, policy: Judgement): Conclusion {
  if (keys.some((key) => counts(key, policy))) return "failure";
  return isComplete(coverage) ? "success" : "neutral";
}
