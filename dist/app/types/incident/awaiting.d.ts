import type { Transaction } from "kysely";
import type { Seal } from "./seal.js";
import type { Tables } from "./tables.js";
/** Remembers a change that shows an incident as pending, so that it is handled again when the answer comes. */
export declare function awaitAnswer(transaction: Transaction<Tables>, seal: Seal, incident: string, change: {
    readonly key: string;
    readonly payload: unknown;
}): Promise<void>;
/**
 * The changes that waited for the answer about an incident; they are forgotten by this call.
 * What was sealed under another key cannot be had, and must not keep the answer from being stored.
 */
export declare function takeAwaiting(transaction: Transaction<Tables>, seal: Seal, incident: string): Promise<readonly {
    readonly key: string;
    readonly payload: unknown;
}[]>;
