import { Kysely } from "kysely";
import { type ConstructorOptions } from "pg-boss";
import type { Tables } from "./tables.js";
/** A folder of this machine, or the URL of a PostgreSQL server. */
export type DatabasePlace = {
    readonly type: "folder";
    readonly path: string;
} | {
    readonly type: "server";
    readonly url: string;
};
/** Our tables and what pg-boss needs to keep its own beside them. */
export interface Database {
    readonly tables: Kysely<Tables>;
    /** How pg-boss reaches the same database. */
    readonly boss: Pick<ConstructorOptions, "db" | "backend" | "connectionString" | "max">;
    /** True when this process alone works on it: a job that is active at start was interrupted. */
    readonly exclusive: boolean;
    close(): Promise<void>;
}
/** Opens the database and brings its tables up to date. Throws a `Failure` when it cannot be had. */
export declare function openDatabase(place: DatabasePlace): Promise<Database>;
