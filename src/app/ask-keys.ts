import type { Transaction } from "kysely";
import type { ExaminedChange } from "../change/examine.ts";
import { mayBeRevoked } from "../change/revoke.ts";
import { awaitAnswer } from "../incident/awaiting.ts";
import type { NewJob, Queue } from "../incident/job.ts";
import { recordResponse } from "../incident/responses.ts";
import type { Seal } from "../incident/seal.ts";
import { lockIncidents, type RecordedIncident } from "../incident/sightings.ts";
import type { Tables } from "../incident/tables.ts";
import { graceOf, type RevocationRules } from "../policy/revocation-rules.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import { buildHookRequest } from "../respond/hook/build-request.ts";
import type { RevocationSettings } from "../respond/revoke/settings.ts";
import { settingsFor } from "../respond/revoke/settings-for.ts";
import { type RespondPayload, respondJobId } from "./payload.ts";
import type { Subject } from "./subject.ts";

export interface AskingOptions {
  readonly queue: Queue;
  readonly seal: Seal;
  readonly revocation: RevocationSettings;
}

interface AskedKey {
  readonly key: KeyReport;
  readonly incident: RecordedIncident;
  readonly credential: string;
}

/**
 * Stores the jobs that revoke keys or call the hook about them, unless that was done already, and has the subject wait
 * for the answers. Their incidents are locked, so that no answer is stored in between.
 * @param keys to revoke or to call the hook about
 */
export async function askAbout(
  transaction: Transaction<Tables>,
  options: AskingOptions,
  { report, findings }: ExaminedChange,
  subject: Subject,
  { keys, rules }: { readonly keys: readonly KeyReport[]; readonly rules: RevocationRules },
): Promise<void> {
  const asked = await toBeAsked(keys);
  if (asked.length === 0) return;
  for (const { incident } of asked) await wait(incident.id);
  const added = await options.queue.add(transaction, asked.map(jobFor));
  const pending = asked.filter(({ key }) => added.has(respondJobId(report.change.owner, key.fingerprint)));
  const response: KeyResponse = { result: "pending", message: null, at: new Date().toISOString() };
  await recordResponse(
    transaction,
    pending.map(({ incident }) => incident.id),
    response,
    "keyhawk",
  );

  async function toBeAsked(seen: readonly KeyReport[]): Promise<readonly AskedKey[]> {
    if (seen.length === 0) return [];
    const raw = new Map(findings.map(({ credential }) => [credential.fingerprint, credential]));
    const alive = new Map(seen.filter(({ status }) => status !== "revoked").map((key) => [key.fingerprint, key]));
    const incidents = await lockIncidents(transaction, report.change.owner, [...alive.keys()]);
    for (const { id, response } of incidents) {
      // The change is published again when the key has expired.
      if (response?.result === "expiring") await wait(id);
    }
    return incidents.flatMap((incident) => {
      const key = alive.get(incident.fingerprint);
      const credential = raw.get(incident.fingerprint);
      if (key === undefined || credential === undefined || !isToBeAsked(incident.response, subject)) return [];
      return [{ key, incident, credential: credential.reveal() }];
    });
  }

  function jobFor({ key, incident, credential }: AskedKey): NewJob {
    const id = respondJobId(report.change.owner, key.fingerprint);
    const request = buildHookRequest(key, report.change, credential);
    const { turn } = subject;
    const { type: revocation, ...grace } = revocationFor(key, options.revocation, rules);
    const { pushedAt } = report.change;
    const pushed = pushedAt === undefined ? {} : { pushedAt };
    const respond: RespondPayload = { incident: incident.id, request, revocation, turn, ...grace, ...pushed };
    // A job that ended without an answer (its seal was lost, or the hook was not configured) does not count as one. A
    // job that is already stored is calling the hook or about to finish, and reports the result itself.
    return { queue: "respond", id, key: id, payload: respond, turn, afresh: true };
  }

  async function wait(incident: string): Promise<void> {
    if (subject.waiting !== null) await awaitAnswer(transaction, options.seal, incident, subject.waiting);
  }
}

/** Whether Keyhawk may revoke a key without asking, and with which grace if that is not the operator's. */
export function revocationFor(
  key: KeyReport,
  settings: RevocationSettings,
  rules: RevocationRules,
): { readonly type: "allowed" | "withheld"; readonly grace?: number } {
  const { mode } = settingsFor(settings, rules, key);
  return mode === "proven" && mayBeRevoked(key) ? { type: "allowed", ...graceOf(rules, key) } : { type: "withheld" };
}

/** A failed hook is called again on the next event about the key, not when an answer is shown. */
function isToBeAsked(response: KeyResponse | null, { occasion }: Subject): boolean {
  return response === null || response.result === "pending" || (response.result === "failed" && occasion === "new");
}
