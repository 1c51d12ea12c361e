import type { Transaction } from "kysely";
import type { ExaminedChange } from "../change/examine.ts";
import { isSilent } from "../change/publish.ts";
import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import { loadOwnersSettings } from "../github/read/load-policy.ts";
import { headOf } from "../github/read/read-change.ts";
import type { Connection } from "../incident/connection.ts";
import type { Queue } from "../incident/job.ts";
import { noteObserved, type Observation } from "../incident/observed.ts";
import { isPublished } from "../incident/publication.ts";
import { noteExamined } from "../incident/pull-requests.ts";
import type { Seal } from "../incident/seal.ts";
import { noteShownIn } from "../incident/shown-in.ts";
import type { RecordedIncident } from "../incident/sightings.ts";
import type { Tables } from "../incident/tables.ts";
import {
  type ChangePayload,
  changeKey,
  changeName,
  checkId,
  headKey,
  jobKey,
  pullPayload,
  stateDigest,
  turnOf,
} from "./payload.ts";
import { examineAgain, publishSoon } from "./publication.ts";
import type { Subject } from "./subject.ts";

/** A push or pull request as keys are recorded for it: its report is stored with them, and published. */
export function changeSubject(
  payload: ChangePayload,
  client: GitHubClient,
  options: { readonly queue: Queue; readonly seal: Seal },
): Subject {
  const { change, again } = payload;
  return {
    key: changeKey(change),
    author: change.author,
    turn: turnOf(payload),
    occasion: again ? "again" : "new",
    revocationRules: async () => (await loadOwnersSettings(client, change.owner)).revoke,
    waiting: { key: jobKey(change), payload: { ...payload, again: true } satisfies ChangePayload },
    isDone: async (connection, examined) => !examined.policy.observed && isUnsaid(connection, examined, payload),
    async store(transaction, recorded, incidents) {
      if (recorded.policy.observed) return noteObserved(transaction, observationOf(recorded, change));
      await noteShowing(transaction, payload, incidents);
      await storeReport(transaction, recorded, payload, options);
    },
  };
}

/** True for a clean push of which nothing was published before. */
async function isUnsaid(
  connection: Connection,
  examined: ExaminedChange,
  { change, again }: ChangePayload,
): Promise<boolean> {
  return !again && isSilent(examined) && !(await isPublished(connection, { externalId: checkId(change) }));
}

function observationOf({ report }: ExaminedChange, change: Change): Observation {
  const { owner, repo } = change;
  const counted = report.keys.filter(({ ignored }) => ignored === null).length;
  return {
    ...{ owner, repo, change: changeKey(change), commit: report.change.headSha, number: report.change.number },
    keys: report.conclusion === "failure" ? counted : 0,
  };
}

/** Stores the report to publish. After an event that arrived out of order, the newest state is examined instead. */
async function storeReport(
  transaction: Transaction<Tables>,
  recorded: ExaminedChange,
  payload: ChangePayload,
  { queue, seal }: { readonly queue: Queue; readonly seal: Seal },
): Promise<void> {
  const { change, again } = payload;
  const order = change.type === "push" ? "in-order" : await noteExamined(transaction, change, stateOf(change));
  if (order === "late" && !again) return examineAgain(transaction, queue, { ...payload, again: true });
  if (await isUnsaid(transaction, recorded, payload)) return;
  const { report, policy, comments } = recorded;
  const publication = { externalId: checkId(change), head: headKey(change) };
  await publishSoon(transaction, { queue, seal }, jobKey(change), {
    ...{ report, policy, comments, turn: turnOf(payload), name: changeName(change) },
    ...publication,
    unknownHead: headOf(change) === null ? "report" : "throw",
    again: change.type === "push" ? payload : pullPayload({ ...change, installation: payload.installation }),
    ...(change.type === "push"
      ? { pull: null, updatedAt: null }
      : {
          pull: { owner: change.owner, repo: change.repo, number: change.number },
          updatedAt: change.updatedAt,
        }),
  });
}

/** Records that a pull request shows keys; the check of a push shows the state at the time of the push. */
async function noteShowing(
  transaction: Transaction<Tables>,
  { change, installation }: ChangePayload,
  incidents: readonly RecordedIncident[],
): Promise<void> {
  if (change.type === "push") return;
  const { owner, repo, number, fork } = change;
  await noteShownIn(
    transaction,
    { owner, repo, number, fork, installation },
    incidents.map(({ id }) => id),
  );
}

function stateOf(change: Extract<Change, { type: "pull-request" }>) {
  return { updatedAt: change.updatedAt, digest: stateDigest(change) };
}
