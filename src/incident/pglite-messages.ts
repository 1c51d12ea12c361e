import type { QueryOptions, Results } from "@electric-sql/pglite";

/** A call to the database, as the thread that runs it receives it. */
export interface DatabaseCall {
  readonly number: number;
  /** The number of the call that began the transaction; null outside of one. */
  readonly transaction: number | null;
  readonly action: DatabaseAction;
}

export type DatabaseAction =
  | {
      readonly type: "query";
      readonly text: string;
      readonly parameters: readonly unknown[];
      readonly options: Pick<QueryOptions, "rowMode">;
    }
  | { readonly type: "exec"; readonly text: string }
  | { readonly type: "begin" | "commit" | "rollback" | "close" };

export type DatabaseAnswer = { readonly number: number } & (
  | { readonly results: readonly Results[] }
  | { readonly error: DatabaseError }
);

/** PGlite's own errors also hold the statement's parameters, which belong in no log. */
export interface DatabaseError {
  readonly message: string;
  /** SQLSTATE. */
  readonly code?: string;
}

export interface DatabaseThreadData {
  readonly folder: string;
}
