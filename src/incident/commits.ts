import type { DatabaseConnection, Dialect } from "kysely";

/** Stands for a transaction from its beginning to its end. */
export type TransactionToken = object;

/** The transactions on a database. */
export interface Transactions {
  /** The dialect to open the database with, so that its transactions are followed. */
  readonly dialect: Dialect;
  /** Those that have not ended. */
  open(): Iterable<TransactionToken>;
  /** Calls a function after each transaction that was committed. */
  onCommit(committed: (transaction: TransactionToken) => void): void;
}

/** Follows the transactions of a dialect. */
export function followTransactions(dialect: Dialect): Transactions {
  const open = new Map<DatabaseConnection, TransactionToken>();
  const listeners: ((transaction: TransactionToken) => void)[] = [];
  const following: Dialect = {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver();
      const begin = driver.beginTransaction.bind(driver);
      const commit = driver.commitTransaction.bind(driver);
      const rollback = driver.rollbackTransaction.bind(driver);
      driver.beginTransaction = async (connection, settings) => {
        await begin(connection, settings);
        open.set(connection, {});
      };
      driver.commitTransaction = async (connection) => {
        const token = open.get(connection);
        await commit(connection);
        open.delete(connection);
        if (token !== undefined) for (const committed of listeners) committed(token);
      };
      driver.rollbackTransaction = async (connection) => {
        open.delete(connection);
        await rollback(connection);
      };
      return driver;
    },
  };
  return { dialect: following, open: () => open.values(), onCommit: (committed) => void listeners.push(committed) };
}
