import type { KeyStatus } from "../../report/scan-report.js";
import type { Finding } from "../../source/finding.js";
import type { VerificationSettings } from "./settings.js";
import type { Verdict } from "./verdict.js";
export type { KeyRecord } from "./organisation.js";
export type { Verdict } from "./verdict.js";
/** A verdict with the key that it is about, masked. */
export interface Verification extends Verdict {
    readonly masked: string;
}
export interface VerifyOptions {
    /** Ends the work early; keys without an answer by then stay unverified. */
    readonly signal?: AbortSignal;
}
type Found = Pick<Finding, "credential">;
/**
 * Finds out which keys are alive: the status of each distinct key by fingerprint; empty when verification is off.
 * Each key is asked about once, however many findings it has. Throws nothing: a key about which nothing could be
 * learnt is `unknown`, one that nobody was asked about `unverified`.
 */
export declare function verifyKeys(findings: readonly Found[], settings: VerificationSettings, options?: VerifyOptions): Promise<ReadonlyMap<string, KeyStatus>>;
/** As {@link verifyKeys}, with the reason of each status and, where the organisation has the key, its record. */
export declare function inspectKeys(findings: readonly Found[], settings: VerificationSettings, options?: VerifyOptions): Promise<ReadonlyMap<string, Verification>>;
