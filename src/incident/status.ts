import type { Transaction } from "kysely";
import type { KeyReport } from "../report/key-report.ts";
import { appendLog } from "./log.ts";
import type { IncidentState, Tables } from "./tables.ts";

/** The result of verifying a key. */
export type FoundStatus = Pick<KeyReport, "status" | "statusFrom">;

/**
 * Stores the result of verification: an incident whose key is dead closes; one whose key is alive becomes `verified`.
 * An indefinite status changes nothing, and neither does one that is already stored.
 */
export async function recordStatus(
  transaction: Transaction<Tables>,
  incident: string,
  found: FoundStatus,
): Promise<void> {
  const state = stateAfter(found);
  if (state === null) return;
  const changed = await transaction
    .updateTable("incident")
    .set({ state })
    .where("id", "=", incident)
    // A dead key never becomes alive again.
    .where("state", "in", state === "verified" ? ["open"] : ["open", "verified"])
    .returning("id")
    .executeTakeFirst();
  if (changed === undefined) return;
  const means = found.statusFrom?.by === "indirect" ? "the organisation's list of keys" : "OpenAI's answer to the key";
  const word = state === "verified" ? "alive" : state === "expired" ? "expired" : "dead";
  await appendLog(transaction, [{ incident, event: "verified", detail: `${word}, by ${means}` }]);
}

function stateAfter({ status, statusFrom }: FoundStatus): IncidentState | null {
  if (status === "live") return "verified";
  if (status !== "revoked") return null;
  return statusFrom?.expired ? "expired" : "revoked";
}
