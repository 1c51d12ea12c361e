import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** Where a statement runs: on its own, or in a transaction. */
export type Connection = Kysely<Tables> | Transaction<Tables>;

/** PostgreSQL takes 65,535 parameters in a statement. */
const rowsPerStatement = 1_000;

/** The rows of one statement after the other. */
export function* inStatements<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) yield rows.slice(from, from + rowsPerStatement);
}

/** PostgreSQL's text holds every character but this one, and names in archives and answers of a hook may have it. */
export function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}
