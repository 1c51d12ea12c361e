import { type Kysely, type Transaction } from "kysely";
import type { KeyReport, KeyResponse } from "../report/key-report.js";
import type { Tables } from "./tables.js";
type Connection = Kysely<Tables> | Transaction<Tables>;
/** One key as a scan saw it, to be recorded under its owner. */
export type SeenKey = Pick<KeyReport, "fingerprint" | "kind" | "masked" | "severity" | "places">;
/** An incident after a sighting was recorded. */
export interface RecordedIncident {
    readonly id: string;
    readonly fingerprint: string;
    readonly response: KeyResponse | null;
}
/** What the hook answered about keys of an owner, by fingerprint. */
export declare function responsesOf(connection: Connection, owner: string): Promise<ReadonlyMap<string, KeyResponse>>;
/** Records one key and its places; opens the incident when there is none. Idempotent. */
export declare function recordSighting(transaction: Transaction<Tables>, owner: string, repository: string, key: SeenKey): Promise<RecordedIncident>;
/** Stores what the hook said, or that it was asked or could not be reached. */
export declare function recordResponse(transaction: Transaction<Tables>, incident: string, response: KeyResponse, actor: string): Promise<void>;
/** What verification found out about a key. */
export type FoundStatus = Pick<KeyReport, "status" | "statusFrom">;
/**
 * Stores what verification found: an incident whose key is dead closes, one whose key is alive is verified. A status
 * that is not clear changes nothing, and neither does what is known already.
 */
export declare function recordStatus(transaction: Transaction<Tables>, incident: string, found: FoundStatus): Promise<void>;
/** Takes back that the hook was asked: it is asked anew when the key is seen again and a hook is configured. */
export declare function forgetResponse(transaction: Transaction<Tables>, incident: string, reason: string): Promise<void>;
/** Incidents whose answer is awaited. */
export declare function pendingIncidents(connection: Connection): Promise<readonly {
    readonly id: string;
    readonly owner: string;
    readonly fingerprint: string;
}[]>;
/** Names one pull request. */
export interface PullRequestName {
    readonly owner: string;
    readonly repo: string;
    readonly number: number;
}
/** True when our comment stands on the pull request, as far as is known. */
export declare function hasComment(connection: Connection, name: PullRequestName): Promise<boolean>;
/** A state of a pull request after it was handled. */
export interface HandledState {
    /** `updated_at` of the pull request, ISO 8601. */
    readonly updatedAt: string;
    /** Hash of its head, base and texts. */
    readonly digest: string;
    readonly commented: boolean;
}
/**
 * Notes that a state of a pull request was handled. True when a newer one may have been handled before: GitHub delivers
 * events out of order, and counts time in whole seconds.
 */
export declare function noteHandled(transaction: Transaction<Tables>, name: PullRequestName, state: HandledState): Promise<boolean>;
export {};
