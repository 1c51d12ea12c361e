import { verifyKeys } from "../../change/verify.ts";
import { type AskingBounds, admitKeys } from "../../incident/asked-keys.ts";
import type { Database } from "../../incident/database.ts";
import type { Queue } from "../../incident/job.ts";
import { type RecordedIncident, recordSightings } from "../../incident/sightings.ts";
import { recordStatus } from "../../incident/status.ts";
import { lineReasons } from "../../policy/line-reasons.ts";
import type { Policy } from "../../policy/policy.ts";
import { groupKeys } from "../../report/group-keys.ts";
import type { KeyReport } from "../../report/key-report.ts";
import type { VerificationSettings } from "../../respond/verify/settings.ts";
import type { Finding } from "../../source/finding.ts";
import { spreadState } from "../publication.ts";
import { withSpan } from "../tracing/span.ts";

export interface RecordHistoryOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly verification: VerificationSettings;
  /** Limits on the keys that OpenAI is asked about. */
  readonly bounds: AskingBounds;
}

/** What was found in a history. */
export interface FoundInHistory {
  readonly owner: string;
  /** As it is shown: `acme/shop`, or `acme/shop.wiki`. */
  readonly repository: string;
  readonly findings: readonly Finding[];
  readonly policy: Policy;
  /** `again`: the same history was scanned before, so that a key which is still there reopens no incident. */
  readonly occasion: "new" | "again";
}

/** The most keys that are recorded in one transaction, so that events do not wait long for the database. */
const keysPerTransaction = 200;

/**
 * Records the keys of a history as incidents. Keys are verified if verification is on; the hook is not called and nothing
 * is revoked, since a key that has been in a history for years may be in use. Resolves to the number of keys that count.
 */
export async function recordHistory(
  { database, queue, verification, bounds }: RecordHistoryOptions,
  { owner, repository, findings, policy, occasion }: FoundInHistory,
): Promise<number> {
  const lines = { reasons: lineReasons(findings, []), refused: new Map<string, string>() };
  const keys = groupKeys(findings, { head: [], policy, lines, responses: new Map(), previous: [] });
  const admitted = await admit(keys);
  const askable = findings.filter(({ credential }) => admitted.has(credential.fingerprint));
  const verify = () => verifyKeys(keys, askable, verification, () => undefined);
  const verified = verification.mode === "off" ? keys : await withSpan("verify", {}, verify);
  const counted = verified.filter(({ ignored, status }) => ignored === null || status === "live");
  for (let from = 0; from < counted.length; from += keysPerTransaction) {
    const some = counted.slice(from, from + keysPerTransaction);
    await database.tables.transaction().execute(async (transaction) => {
      const incidents = await recordSightings(transaction, owner, repository, some);
      const changed: string[] = [];
      for (const { id, key } of lockedOrder(incidents, some)) {
        if ((await recordStatus(transaction, id, key, occasion)) === "changed") changed.push(id);
      }
      await spreadState(transaction, queue, changed, new Set());
    });
  }
  return counted.length;

  /** The keys that OpenAI may be asked about, those that count first. */
  async function admit(found: readonly KeyReport[]): Promise<ReadonlySet<string>> {
    if (verification.mode === "off") return new Set();
    const inOrder = found.toSorted((a, b) => Number(a.ignored !== null) - Number(b.ignored !== null));
    const fingerprints = inOrder.map(({ fingerprint }) => fingerprint);
    const asking = { owner, change: `history:${repository.toLowerCase()}`, author: null };
    const limits = { ...bounds, perChange: bounds.perAuthor };
    const admitted = await database.tables
      .transaction()
      .execute((transaction) => admitKeys(transaction, asking, fingerprints, limits));
    return admitted.fingerprints;
  }
}

/** In the order in which every transaction locks incidents. */
function lockedOrder(incidents: readonly RecordedIncident[], keys: readonly KeyReport[]) {
  const byFingerprint = new Map(keys.map((key) => [key.fingerprint, key]));
  return incidents.flatMap(({ id, fingerprint }) => {
    const key = byFingerprint.get(fingerprint);
    return key === undefined ? [] : [{ id, key }];
  });
}
