import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.js";
type Connection = Kysely<Tables> | Transaction<Tables>;
/** A check run that is about to be written. */
export interface Publication {
    readonly externalId: string;
    /** What pull requests with the same head commit have in common, in any case of letters; null for a push. */
    readonly head: string | null;
}
/** Notes that a check run is being created. False when it was begun before: then it must be looked for. */
export declare function beginPublication(connection: Connection, publication: Publication): Promise<boolean>;
/** True when another pull request with the same head commit was handled, or is being handled. */
export declare function isNeighboured(connection: Connection, { externalId, head }: Publication): Promise<boolean>;
export {};
