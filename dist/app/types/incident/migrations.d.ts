import { type Kysely } from "kysely";
import type { Tables } from "./tables.js";
/** Schema of our tables; pg-boss has one of its own. */
export declare const schema = "keyhawk";
/** Brings our tables up to date. Throws a `Failure` when the database refuses. */
export declare function migrate(database: Kysely<Tables>): Promise<void>;
