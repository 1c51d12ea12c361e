import type { Transaction } from "kysely";
import { inStatements, storable } from "./connection.ts";
import type { IncidentLogTable, Tables } from "./tables.ts";

/** One line of an incident's log. */
export interface LogLine {
  readonly incident: string;
  readonly event: IncidentLogTable["event"];
  readonly detail: string | null;
  /** `keyhawk` when absent. */
  readonly actor?: string;
}

/** Appends to the logs of incidents. */
export async function appendLog(transaction: Transaction<Tables>, lines: readonly LogLine[]): Promise<void> {
  const at = new Date();
  const rows = lines.map(({ incident, event, detail, actor = "keyhawk" }) => ({
    ...{ incident_id: incident, at, actor, event },
    detail: detail === null ? null : storable(detail),
  }));
  for (const some of inStatements(rows)) await transaction.insertInto("incident_log").values(some).execute();
}
