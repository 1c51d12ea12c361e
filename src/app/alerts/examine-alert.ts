import { type Alert, type AlertPlace, alertPlaces, readAlert } from "../../github/alerts/alert.ts";
import type { GitHubClient } from "../../github/client/client.ts";
import { isAbsent } from "../../github/client/request-error.ts";
import type { PolicyCache } from "../../github/read/policy-cache.ts";
import { deadKeys } from "../../incident/dead-keys.ts";
import type { Policy } from "../../policy/policy.ts";
import { scan } from "../../scan.ts";
import { type Address, address } from "../../source/document.ts";
import type { Finding } from "../../source/finding.ts";
import type { SourceItem } from "../../source/source.ts";
import { type RecordHistoryOptions, recordHistory } from "../history/record-history.ts";
import type { AlertPayload, OpenAIAlert } from "./alert-event.ts";
import { type ResolveOptions, resolveDead } from "./resolve-alerts.ts";

export interface AlertOptions extends RecordHistoryOptions, ResolveOptions {
  readonly policies: PolicyCache;
}

/**
 * Records the key of a secret scanning alert like one that is found in a history: GitHub raises alerts for old commits,
 * too, whose keys may be in use, so none is revoked for it. The alert of a key that is dead is resolved, unless the repository is only observed.
 */
export function createAlertExaminer(
  options: AlertOptions,
): (client: GitHubClient, payload: AlertPayload) => Promise<void> {
  const { database, log } = options;

  return async (client, { alert: name }) => {
    const { owner, repo, number, defaultBranch: ref } = name;
    const about = `The secret scanning alert ${number} of ${owner}/${repo}`;
    const read = await readWithPlaces(client, name);
    if (read === null) return log.warn(`${about} cannot be read: the App needs secret scanning alerts: write.`);
    const policy = await options.policies.load(client, { owner, repo, ref });
    const findings = await findingsOf(name, read, policy);
    if (findings.length === 0) return log.warn(`${about} is about a secret in which Keyhawk finds no key.`);
    const repository = `${owner}/${repo}`;
    await recordHistory(options, { owner, repository, findings, policy, occasion: "new" });
    log.info(`${about}: ${[...new Set(findings.map(({ credential }) => credential.masked))].join(", ")}.`);
    if (read.alert.state !== "open" || policy.observed) return;
    const fingerprints = findings.map(({ credential }) => credential.fingerprint);
    for (const dead of await deadKeys(database.tables, { owner, fingerprints })) {
      await resolveDead(options, client, name, dead);
    }
  };
}

interface ReadAlert {
  readonly alert: Alert;
  readonly places: readonly AlertPlace[];
}

/** Null when GitHub does not show it. */
async function readWithPlaces(client: GitHubClient, name: OpenAIAlert): Promise<ReadAlert | null> {
  try {
    return { alert: await readAlert(client, name), places: await alertPlaces(client, name) };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** The key at each place that GitHub names: in files, or else in the alert itself. */
async function findingsOf(
  { owner, repo, number }: OpenAIAlert,
  { alert, places }: ReadAlert,
  { limits }: Policy,
): Promise<readonly Finding[]> {
  const repository = `${owner}/${repo}`;
  const inAlert = address("secret-scanning-alert", { repository, path: `security/secret-scanning/${number}` });
  const bytes = Buffer.from(alert.secret);
  const item = (at: Address, firstLine: number): SourceItem => ({
    type: "document",
    document: { address: at, bytes, firstLine, added: null },
  });
  const inFiles = places.map(({ part, path, line, commit }) => {
    const holder = part === "wiki" ? `${repository}.wiki` : repository;
    return item(address("blob", { repository: holder, path, commit }), line);
  });
  const { findings } = await scan(inFiles.length > 0 ? inFiles : [item(inAlert, 1)], { limits, exposures: [] });
  return findings;
}
