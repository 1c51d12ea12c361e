import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** Where a statement runs: on its own, or in a transaction. */
export type Connection = Kysely<Tables> | Transaction<Tables>;

/** PostgreSQL accepts 65,535 parameters in a statement. */
const rowsPerStatement = 1_000;

/** Runs one statement after the other and returns their rows. */
export function* inStatements<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) yield rows.slice(from, from + rowsPerStatement);
}

/**
 * PostgreSQL's text type accepts every character but this one, which can occur in names in archives and in answers of a
 * hook.
 */
export function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}
