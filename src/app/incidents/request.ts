import type { Transaction } from "kysely";
import * as z from "zod";
import { Failure } from "../../failure.ts";
import type { Database } from "../../incident/database.ts";
import { type IncidentRecord, readIncidents } from "../../incident/records.ts";
import { closeIncident, reopenIncident } from "../../incident/states.ts";
import type { Tables } from "../../incident/tables.ts";
import { type Publishing, spreadState } from "../publication.ts";
import { retryIncident } from "./retry.ts";

const text = z.string().min(1).max(1_000);
const filter = z.object({
  states: z.array(z.string()).readonly().optional(),
  responses: z.array(z.string()).readonly().optional(),
  repository: z.string().optional(),
  kind: z.string().optional(),
  before: z.iso.datetime().optional(),
  after: z.iso.datetime().optional(),
  id: z.string().optional(),
});

/** What `keyhawk incidents` asks for; checked again where it arrives through the App's socket. */
export const incidentRequest = z.discriminatedUnion("action", [
  z.object({ action: z.literal("read"), filter }),
  z.object({
    action: z.literal("close"),
    id: text,
    state: z.enum(["dismissed", "resolved", "revoked"]),
    reason: text,
    by: text,
  }),
  z.object({ action: z.literal("reopen"), id: text, reason: text, by: text }),
  z.object({ action: z.literal("retry"), id: text, by: text }),
]);

export type IncidentRequest = z.output<typeof incidentRequest>;

/**
 * Does what is asked for. Resolves to the incidents that were asked about, as they are afterwards. Throws a `Failure`
 * when an incident to change is not exactly one, when one is to be closed as revoked whose key works, and when one is to
 * be tried again for which that is not possible.
 * @param open the queue and the seal, for an incident whose changes must be examined again
 */
export async function answerRequest(
  { tables }: Pick<Database, "tables">,
  open: () => Promise<Publishing>,
  request: IncidentRequest,
): Promise<readonly IncidentRecord[]> {
  if (request.action === "read") return readIncidents(tables, request.filter);
  const found = await onlyIncident(tables, request.id);
  const publishing = await open();
  await tables.transaction().execute(async (transaction) => {
    if (request.action === "retry") return retryIncident(transaction, publishing, found, request.by);
    const result = await decide(transaction, found.id, request);
    if (result === "alive") {
      throw new Failure(
        "usage",
        `OpenAI accepts this key, as far as Keyhawk knows, so its incident is not closed as revoked. Revoke the key, then have a change that shows it scanned again: \`/keyhawk rescan\` in a comment on its pull request, or *Scan again* on its check. To close it anyway, choose \`--as dismissed\` or \`--as resolved\`.`,
      );
    }
    if (result === "changed") await spreadState(transaction, publishing.queue, [found.id], new Set());
  });
  return readIncidents(tables, { id: found.id });
}

/** The incident whose id or fingerprint begins like this. Throws a `Failure` when it is not exactly one. */
async function onlyIncident(tables: Database["tables"], wanted: string): Promise<IncidentRecord> {
  const [found, ...others] = await readIncidents(tables, { id: wanted });
  if (found === undefined) throw new Failure("usage", `No incident's id or fingerprint begins with ${wanted}.`);
  if (others.length === 0) return found;
  throw new Failure("usage", `${others.length + 1} incidents begin with ${wanted}: give more digits.`);
}

function decide(
  transaction: Transaction<Tables>,
  id: string,
  request: Extract<IncidentRequest, { action: "close" | "reopen" }>,
): Promise<"changed" | "same" | "alive"> {
  const { by, reason } = request;
  return request.action === "close"
    ? closeIncident(transaction, id, { state: request.state, reason, by })
    : reopenIncident(transaction, id, { state: "open", reason, by });
}
