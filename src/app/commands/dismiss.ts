import { authorityOf } from "../../github/read/authority.ts";
import { doOnce } from "../../incident/done-once.ts";
import { incidentsOf, incidentsShownIn, repositoriesOf, type ShownIncident } from "../../incident/shown-incidents.ts";
import { closeIncident, isSettled } from "../../incident/states.ts";
import { examineAgain, spreadState } from "../publication.ts";
import { elsewhere, gone, noKeys, noReason, nothingLeft } from "./answers.ts";
import { type Command, selectKeys } from "./command.ts";
import type { CommandOptions, Ordered } from "./ordered.ts";

/** More repositories than this are not asked about, one by one. */
const mostRepositories = 20;
const longestReason = 500;

/**
 * Closes the incidents of the keys that a change shows as dismissed. Resolves to what the person must be told beyond the
 * change's comment and check, or null.
 */
export async function dismiss(
  ordered: Ordered,
  command: Extract<Command, { type: "dismiss" }>,
  options: CommandOptions,
): Promise<string | null> {
  const { payload, change } = ordered;
  const { database, queue } = options;
  const shown = await shownIncidents(ordered, options);
  if (shown === null) return gone;
  if (shown.length === 0) return noKeys;
  const { keys, rest, mistake } = selectKeys(shown, command.words);
  if (mistake !== null) return mistake;
  const reason = rest.join(" ").slice(0, longestReason);
  if (!/[\p{L}\p{N}]/u.test(reason)) return noReason;
  const open = keys.filter(({ state }) => !isSettled(state));
  if (open.length === 0) return nothingLeft;
  if (!(await mayDismiss(ordered, open, options))) return elsewhere;
  // Locked in the order in which every transaction locks incidents.
  const inOrder = open.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)).map(({ id }) => id);
  await database.tables.transaction().execute(async (transaction) => {
    if (!(await doOnce(transaction, payload.id))) return;
    for (const id of inOrder) await closeIncident(transaction, id, { state: "dismissed", reason, by: payload.by });
    await spreadState(transaction, queue, inOrder, new Set());
    if (change.change.type === "push") await examineAgain(transaction, queue, { ...change, again: true });
  });
  return null;
}

/** The incidents that a change shows; those of a change that was not examined yet after examining it. Null: it is gone. */
export async function shownIncidents(
  { client, change, job }: Ordered,
  { database, examiner }: Pick<CommandOptions, "database" | "examiner">,
): Promise<readonly ShownIncident[] | null> {
  if (change.change.type === "pull-request") {
    const known = await incidentsShownIn(database.tables, change.change);
    if (known.length > 0) return known;
  }
  const examination = await examiner.examine(client, change, job.attempt);
  if (examination === null) return null;
  const { report } = examination.recorded;
  return incidentsOf(
    database.tables,
    report.change.owner,
    report.keys.map(({ fingerprint }) => fingerprint),
  );
}

/** A dismissed key counts nowhere, so whoever dismisses it must be able to write wherever it was seen. */
async function mayDismiss(
  { client, payload }: Ordered,
  incidents: readonly ShownIncident[],
  { database }: Pick<CommandOptions, "database">,
): Promise<boolean> {
  const ids = incidents.map(({ id }) => id);
  const here = `${payload.owner}/${payload.repo}`.toLowerCase();
  const others = (await repositoriesOf(database.tables, ids)).filter((name) => name.toLowerCase() !== here);
  if (others.length > mostRepositories) return false;
  for (const name of others) {
    const [owner = "", repo = ""] = name.split("/");
    if ((await authorityOf(client, { owner, repo, login: payload.by })) === "none") return false;
  }
  return true;
}
