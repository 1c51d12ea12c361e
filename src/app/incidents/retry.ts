import type { Transaction } from "kysely";
import { Failure } from "../../failure.ts";
import { awaitingChanges } from "../../incident/awaiting.ts";
import type { IncidentRecord } from "../../incident/records.ts";
import { retryResponse } from "../../incident/responses.ts";
import { pullsShowing } from "../../incident/shown-in.ts";
import { isSettled } from "../../incident/states.ts";
import type { Tables } from "../../incident/tables.ts";
import { type ChangePayload, pullPayload } from "../payload.ts";
import { examineAgain, type Publishing } from "../publication.ts";

/**
 * Has an incident's key revoked, or the hook called about it, once more. Keyhawk stores no keys, so every change that is
 * known to show this one is examined again. Throws a `Failure` when nothing is left to do, or no such change is known.
 * @param by the person who asks for it
 */
export async function retryIncident(
  transaction: Transaction<Tables>,
  { queue, seal }: Publishing,
  { id, state, response }: Pick<IncidentRecord, "id" | "state" | "response">,
  by: string,
): Promise<void> {
  if (isSettled(state)) throw new Failure("usage", `This incident is ${state}: reopen it first if that is wrong.`);
  if (state === "expiring") throw new Failure("usage", "This key has been given an expiry date already.");
  if (response?.result === "pending") throw new Failure("usage", "Keyhawk is trying already, for about a day.");
  const waiting = (await awaitingChanges(transaction, seal, id)) as readonly ChangePayload[];
  const pulls = (await pullsShowing(transaction, [id])).map(pullPayload);
  if (waiting.length + pulls.length === 0) {
    throw new Failure(
      "usage",
      "Keyhawk stores no keys, and knows of no pull request or push that it could read this one from again. Revoke it by hand, then close the incident.",
    );
  }
  await retryResponse(transaction, id, by);
  for (const payload of [...waiting, ...pulls]) await examineAgain(transaction, queue, payload);
}
