import type { ExaminedChange } from "../../change/examine.ts";
import { loadOwnersSettings } from "../../github/read/load-policy.ts";
import { awaitAnswer } from "../../incident/awaiting.ts";
import { doOnce } from "../../incident/done-once.ts";
import type { NewJob } from "../../incident/job.ts";
import { recordOrder } from "../../incident/responses.ts";
import { recordSightings } from "../../incident/sightings.ts";
import { isDead } from "../../policy/conclude.ts";
import { graceOf, modeOf, type RevocationRules } from "../../policy/revocation-rules.ts";
import type { KeyReport } from "../../report/key-report.ts";
import { buildHookRequest } from "../../respond/hook/build-request.ts";
import { revokesNothing, settingsFor } from "../../respond/revoke/settings-for.ts";
import { type ChangePayload, jobKey, orderJobId, type RespondPayload, turnOf } from "../payload.ts";
import { publishAgain } from "../publication.ts";
import { cannotRevoke, forbidden, gone, noKeys, nothingLeft, outOfReach } from "./answers.ts";
import { type Command, selectKeys } from "./command.ts";
import type { CommandOptions, Ordered } from "./ordered.ts";

/**
 * Orders the revocation of the keys that a change shows; it ends in the change's comment and check. Resolves to what the
 * person must be told beyond that, or null.
 */
export async function revoke(
  { client, payload, change, job }: Ordered,
  command: Extract<Command, { type: "revoke" }>,
  options: CommandOptions,
): Promise<string | null> {
  if (revokesNothing(options.revocation) && options.hook === null) return cannotRevoke;
  // Keyhawk stores no keys: it reads them from the change again.
  const examination = await options.examiner.examine(client, change, job.attempt);
  if (examination === null) return gone;
  const { examined, recorded } = examination;
  const { keys, rest, mistake } = selectKeys(recorded.report.keys, command.words);
  if (mistake !== null) return mistake;
  if (rest.length > 0) return "`revoke` takes names of keys, and `now` or a time: `/keyhawk revoke wXyZ in 15m`.";
  if (keys.length === 0) return noKeys;
  const isNamed = command.words.length > 0;
  const wanted = keys.filter((key) => !isDead(key) && (isNamed || key.ignored === null));
  if (wanted.length === 0) return nothingLeft;
  const rules = (await loadOwnersSettings(client, payload.owner)).revoke;
  const present = wanted.filter(({ earlier }) => !earlier);
  const allowed = present.filter((key) => isRevocable(key, rules));
  if (allowed.length > 0) {
    const from = { examined, payload: { ...change, change: examination.change }, seconds: command.seconds, rules };
    await order(allowed, from);
  }
  if (allowed.length < present.length) return forbidden;
  return present.length === wanted.length ? null : outOfReach;

  /** False for a key that is not to be revoked by Keyhawk and that there is no hook to call about. */
  function isRevocable(key: KeyReport, rules: RevocationRules): boolean {
    return options.hook !== null || settingsFor(options.revocation, rules, key).mode !== "off";
  }

  async function order(
    ordered: readonly KeyReport[],
    from: {
      readonly examined: ExaminedChange;
      readonly payload: ChangePayload;
      readonly seconds: number | null;
      readonly rules: RevocationRules;
    },
  ): Promise<void> {
    const { database, queue, seal } = options;
    const { change: summary } = from.examined.report;
    const { owner, repo } = summary;
    const raw = new Map(from.examined.findings.map(({ credential }) => [credential.fingerprint, credential]));
    const keyOf = new Map(ordered.map((key) => [key.fingerprint, key]));
    const again: ChangePayload = { ...from.payload, again: true };
    const name = jobKey(again.change);
    await database.tables.transaction().execute(async (transaction) => {
      if (!(await doOnce(transaction, payload.id))) return;
      const incidents = await recordSightings(transaction, owner, `${owner}/${repo}`, ordered);
      const jobs = incidents.flatMap(({ id: incident, fingerprint }): (NewJob & { readonly incident: string })[] => {
        const key = keyOf.get(fingerprint);
        const credential = raw.get(fingerprint);
        if (key === undefined || credential === undefined) return [];
        const id = orderJobId(owner, fingerprint);
        const respond: RespondPayload = {
          incident,
          request: buildHookRequest(key, summary, credential.reveal()),
          revocation: modeOf(from.rules, key) === "off" ? "withheld" : "ordered",
          ...(from.seconds === null ? graceOf(from.rules, key) : { grace: from.seconds }),
          turn: turnOf(again),
        };
        return [{ queue: "respond", id, key: id, payload: respond, turn: turnOf(again), afresh: true, incident }];
      });
      const added = await queue.add(transaction, jobs);
      // A job that is stored already is revoking the key for someone else's command.
      const begun = jobs.filter(({ id }) => added.has(id)).map(({ incident }) => incident);
      for (const { incident } of jobs) await awaitAnswer(transaction, seal, incident, { key: name, payload: again });
      const when = from.seconds === null ? "" : from.seconds === 0 ? " now" : ` in ${from.seconds} s`;
      await recordOrder(transaction, begun, { by: payload.by, detail: `revoke${when}, ${payload.where}` });
      await publishAgain(transaction, { queue }, name, again);
    });
  }
}
