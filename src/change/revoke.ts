import type { Credential } from "../detect/credential.ts";
import type { RevocationRules } from "../policy/revocation-rules.ts";
import type { KeyRecord } from "../report/key-record.ts";
import type { KeyReport } from "../report/key-report.ts";
import { spendingText } from "../report/spending.ts";
import type { Revocation, RevocationStep } from "../respond/revoke/revocation.ts";
import type { AdminRevocation, RevocationSettings } from "../respond/revoke/settings.ts";
import { type KeySettings, settingsFor } from "../respond/revoke/settings-for.ts";
import type { LeakMoments } from "../respond/spending/spending.ts";
import type { ExaminedChange } from "./examine.ts";
import { attemptOf, type RevocationAttempt } from "./revocation-attempt.ts";
import { datesOf, leakMoments, withSpending } from "./spending.ts";

const unknownMoments: LeakMoments = { committed: null, pushed: null };

type Active = Exclude<KeySettings, { mode: "off" }>;

export interface AttemptOptions {
  readonly signal: AbortSignal;
  /** Called before the key is changed. */
  readonly before?: (record: KeyRecord) => Promise<void>;
  /** When the key leaked; unknown when absent. */
  readonly leaked?: LeakMoments;
  /** `begun`: an earlier attempt had proven the key and was about to change it. */
  readonly earlier?: "begun" | "none";
}

/**
 * Starts to revoke each key of a change that counts and is not known to be dead, where the operator lets Keyhawk do so
 * without asking. By fingerprint; the promises never reject. An ignored key stays: a person has said that it may.
 * @param rules those of the organisation's configuration
 */
export async function startRevoking(
  { report, findings }: Pick<ExaminedChange, "report" | "findings">,
  operator: RevocationSettings,
  rules: RevocationRules,
): Promise<ReadonlyMap<string, Promise<RevocationAttempt>>> {
  const credentials = new Map(findings.map(({ credential }) => [credential.fingerprint, credential]));
  // One after the other: each is a few requests with one admin key, whose rate is limited.
  let previous: Promise<unknown> = Promise.resolve();
  return new Map(
    report.keys.filter(mayBeRevoked).flatMap((key) => {
      const credential = credentials.get(key.fingerprint);
      const settings = settingsFor(operator, rules, key);
      if (credential === undefined || settings.mode !== "proven") return [];
      const { signal } = new AbortController();
      const leaked = leakMoments(datesOf(key), report.change.pushedAt);
      const ended = previous.then(() => endKey(credential, settings, { signal, leaked }));
      // The next key does not wait for what this one was used for.
      previous = ended;
      return [[key.fingerprint, ended.then((end) => withUse(end, settings, { signal, leaked }))] as const];
    }),
  );
}

/** True for a key that Keyhawk may revoke without asking: in a commit of the change, not ignored, not known to be dead. */
export function mayBeRevoked({ earlier, ignored, status }: KeyReport): boolean {
  return !earlier && ignored === null && status !== "revoked";
}

/** Revokes one key at once, or lets it expire, as the settings say. Rejects only when `before` does. */
export async function attemptRevocation(
  key: Credential,
  settings: Active,
  options: AttemptOptions,
): Promise<RevocationAttempt> {
  return withUse(await endKey(key, settings, options), settings, options);
}

/** What came of a revocation, before it is known what the key was used for. */
interface EndedKey {
  readonly attempt: Omit<RevocationAttempt, "details">;
  /** Null where OpenAI named no record of the organisation. */
  readonly record: KeyRecord | null;
}

async function endKey(
  key: Credential,
  settings: Active,
  { signal, before, leaked = unknownMoments, earlier = "none" }: AttemptOptions,
): Promise<EndedKey> {
  const startedAt = Date.now();
  const result = await resultOf(key, settings, before === undefined ? { signal } : { signal, before });
  const attempt = attemptOf(result, { startedAt, pushedAt: leaked.pushed, earlier });
  return { attempt, record: "record" in result ? result.record : null };
}

async function resultOf(
  key: Credential,
  settings: Active,
  options: Pick<AttemptOptions, "signal" | "before">,
): Promise<Revocation> {
  // Loaded on demand: most changes have no key.
  if ("tokens" in settings) {
    const { revokeToken } = await import("../respond/revoke/token.ts");
    return revokeToken(key, settings.tokens, options.signal);
  }
  const { revoke } = await import("../respond/revoke/revoke.ts");
  return revoke(key, stepFor(key, settings), settings, options);
}

async function withUse(
  { attempt, record }: EndedKey,
  settings: Active,
  { signal, leaked = unknownMoments }: AttemptOptions,
): Promise<RevocationAttempt> {
  if (record === null || "tokens" in settings) return { ...attempt, details: null };
  const details = await withSpending({ ours: true, record, permissions: null }, leaked, settings, signal);
  const used = details.spending === null ? "" : ` Used: ${spendingText(details.spending)}.`;
  return { ...attempt, detail: attempt.detail + used, details };
}

/** OpenAI does not let an admin key expire, and whoever holds one can make themselves further keys: it gets no grace. */
function stepFor(key: Credential, { action, grace }: Exclude<AdminRevocation, { mode: "off" }>): RevocationStep {
  if (action.type !== "delete") return action;
  return grace === 0 || key.kind === "openai-admin-key" ? { type: "delete" } : { type: "expire", seconds: grace };
}
