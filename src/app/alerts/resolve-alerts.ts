import { randomUUID } from "node:crypto";
import type { Transaction } from "kysely";
import { fingerprint } from "../../detect/credential.ts";
import { type AlertName, openAlerts, resolveAlert } from "../../github/alerts/alert.ts";
import type { GitHubClient } from "../../github/client/client.ts";
import { isAbsent } from "../../github/client/request-error.ts";
import { isObserved } from "../../github/read/load-policy.ts";
import type { Database } from "../../incident/database.ts";
import { type DeadKey, deadKeys, repositoriesShowing } from "../../incident/dead-keys.ts";
import type { NewJob, Queue } from "../../incident/job.ts";
import { appendLog } from "../../incident/log.ts";
import { pullsShowing } from "../../incident/shown-in.ts";
import type { Tables } from "../../incident/tables.ts";
import type { Log } from "../log.ts";

export interface ResolveOptions {
  readonly database: Database;
  readonly log: Log;
  /** Origin of web links, without a final slash. */
  readonly webUrl: string;
}

/**
 * Resolves one alert because its key is dead, and says where that can be seen. Throws Octokit's error.
 */
export async function resolveDead(
  { database, log, webUrl }: ResolveOptions,
  client: GitHubClient,
  name: AlertName,
  { incident, state, since }: DeadKey,
): Promise<void> {
  const { owner, repo, number } = name;
  const [pull] = await pullsShowing(database.tables, [incident]);
  const when = since === null ? "" : ` since ${since.toISOString()}`;
  const where = pull === undefined ? "" : ` ${webUrl}/${pull.owner}/${pull.repo}/pull/${pull.number}`;
  await resolveAlert(client, name, `Keyhawk: OpenAI does not accept this key${when} (${state}).${where}`);
  const detail = `GitHub's secret scanning alert ${number} of ${owner}/${repo}`;
  await database.tables
    .transaction()
    .execute((transaction) => appendLog(transaction, [{ incident, event: "alert-resolved", detail }]));
  log.info(`Resolved the secret scanning alert ${number} of ${owner}/${repo}.`);
}

/** Payload of a `publish` job that resolves GitHub's alerts about a key. */
export interface DeadKeyPayload {
  /** Id of its incident. */
  readonly alertsOf: string;
}

export interface AlertResolverOptions extends ResolveOptions {
  /** Whether the App may resolve alerts anywhere. Throws Octokit's error. */
  mayResolve(): Promise<boolean>;
  /** Throws Octokit's error. */
  clientFor(repository: Omit<AlertName, "number">): Promise<GitHubClient>;
}

/**
 * Resolves GitHub's open alerts about a key that is dead, in every repository that showed it. Throws Octokit's error. A
 * repository without secret scanning, or whose owner has not allowed the App to resolve alerts, is left out, and so is
 * one that is only observed.
 */
export async function resolveAlerts(options: AlertResolverOptions, { alertsOf }: DeadKeyPayload): Promise<void> {
  const { tables } = options.database;
  const [dead] = await deadKeys(tables, { incidents: [alertsOf] });
  if (dead === undefined || !(await options.mayResolve())) return;
  for (const name of await repositoriesShowing(tables, alertsOf)) {
    const [owner = "", repo = ""] = name.split("/");
    try {
      const client = await options.clientFor({ owner, repo });
      const open = await openAlerts(client, { owner, repo });
      const ofKey = open.filter(({ secret }) => fingerprint(secret) === dead.fingerprint);
      if (ofKey.length === 0 || (await isObserved(client, { owner, repo }))) continue;
      for (const { number } of ofKey) await resolveDead(options, client, { owner, repo, number }, dead);
    } catch (error) {
      if (!isAbsent(error)) throw error;
      options.log.info(`The secret scanning alerts of ${name} are not there, or not for Keyhawk.`);
    }
  }
}

/** The jobs that resolve GitHub's alerts about those keys that are dead. */
export async function addAlertJobs(
  transaction: Transaction<Tables>,
  queue: Queue,
  incidents: readonly string[],
): Promise<void> {
  const dead = await deadKeys(transaction, { incidents });
  const jobs = dead.map(({ incident, owner }): NewJob => {
    const payload: DeadKeyPayload = { alertsOf: incident };
    // The repositories can have several installations.
    const turn = { installation: 0, repository: owner, origin: "history" } as const;
    return { queue: "publish", id: randomUUID(), key: `alerts:${incident}`, payload, turn };
  });
  if (jobs.length > 0) await queue.add(transaction, jobs);
}
