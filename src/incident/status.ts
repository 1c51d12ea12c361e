import type { Transaction } from "kysely";
import { detailText } from "../report/key-details.ts";
import type { KeyReport } from "../report/key-report.ts";
import { appendLog } from "./log.ts";
import { isSettled, reopenIncident } from "./states.ts";
import type { IncidentState, Tables } from "./tables.ts";

/** The result of verifying a key. */
export type FoundStatus = Pick<KeyReport, "status" | "statusFrom" | "details">;

/**
 * Stores the result of verification: an incident whose key is dead closes; one whose key is alive becomes `verified`,
 * also after it was settled. An indefinite status changes nothing, and neither does one that is already stored.
 * @param occasion `again`: the key was not seen anew, which reopens nothing
 */
export async function recordStatus(
  transaction: Transaction<Tables>,
  incident: string,
  found: FoundStatus,
  occasion: "new" | "again",
): Promise<"changed" | "same"> {
  const state = stateAfter(found);
  if (state === null) return "same";
  const before = await transaction
    .selectFrom("incident")
    .select(["state", "state_at"])
    .where("id", "=", incident)
    .forUpdate()
    .executeTakeFirst();
  if (before === undefined) return "same";
  const means = found.statusFrom?.by === "indirect" ? "the organisation's list of keys" : "OpenAI's answer to the key";
  const word = state === "verified" ? "alive" : state === "expired" ? "expired" : "dead";
  const known = detailText(found.details);
  const detail = `${word}, by ${means}${known === "" ? "" : `; ${known}`}`;
  if (state === "verified" && isSettled(before.state)) {
    // OpenAI may have answered before the key was revoked.
    const isLater = Date.parse(found.statusFrom?.at ?? "") > (before.state_at?.getTime() ?? 0);
    if (occasion === "again" || !isLater) return "same";
    return reopenIncident(transaction, incident, { state, reason: detail, by: "keyhawk" });
  }
  if (!next[state].some((from) => from === before.state)) return "same";
  await transaction.updateTable("incident").set({ state, state_at: new Date() }).where("id", "=", incident).execute();
  await appendLog(transaction, [{ incident, event: "verified", detail }]);
  return "changed";
}

/** The states that verification leads from; what a person settled remains so when the key is dead. */
const next: Readonly<Record<"verified" | "revoked" | "expired", readonly IncidentState[]>> = {
  verified: ["open"],
  revoked: ["open", "verified", "expiring"],
  expired: ["open", "verified", "expiring"],
};

function stateAfter({ status, statusFrom }: FoundStatus): keyof typeof next | null {
  if (status === "live") return "verified";
  if (status !== "revoked") return null;
  return statusFrom?.expired ? "expired" : "revoked";
}
