import type { Credential } from "../../detect/credential.ts";
import { kinds } from "../../detect/kind.ts";
import type { Finding } from "../../source/finding.ts";
import { verifyAccessToken, verifyDirectly } from "./direct.ts";
import { matchesRedacted } from "./match.ts";
import { type KeyListing, listKeys } from "./organisation.ts";
import type { VerificationBounds, VerificationSettings } from "./settings.ts";
import type { Verdict } from "./verdict.ts";

export type { KeyRecord } from "./organisation.ts";
export type { Verdict } from "./verdict.ts";

/** A verdict and the masked key that it is about. */
export interface Verification extends Verdict {
  readonly masked: string;
}

export interface VerifyOptions {
  /** Aborts verification; keys without an answer by then stay unverified. */
  readonly signal?: AbortSignal;
}

type Found = Pick<Finding, "credential">;

/**
 * Finds out which keys are alive: the verdict on each distinct key by fingerprint, with its reason and, where the
 * organisation has the key, its record; empty when verification is off. Each key is verified once, however many findings
 * it has. Never throws: a key whose request was inconclusive is `unknown`, and one for which none was made is
 * `unverified`.
 */
export async function inspectKeys(
  findings: readonly Found[],
  settings: VerificationSettings,
  options: VerifyOptions = {},
): Promise<ReadonlyMap<string, Verification>> {
  if (settings.mode === "off") return new Map();
  const keys = [...new Map(findings.map(({ credential }) => [credential.fingerprint, credential])).values()];
  const verdicts = new Map<string, Verification>();
  const note = (key: Credential, verdict: Verdict) =>
    void verdicts.set(key.fingerprint, { ...verdict, masked: key.masked });

  const askable = keys.filter((key) => reasonNotToAsk(key, settings.mode) === null);
  const late = AbortSignal.timeout(settings.deadline);
  const ended = options.signal === undefined ? late : AbortSignal.any([late, options.signal]);
  let listing: Promise<KeyListing> | undefined;
  const verdictOn = async (key: Credential): Promise<Verdict> => {
    if (settings.mode === "direct") return askDirectly(key, settings, ended);
    listing ??= listKeys(settings, ended);
    return verdictFrom(await listing, key);
  };
  const queue = askable.values();
  const asking = async () => {
    for (const key of queue) {
      if (ended.aborted) return;
      const verdict = await verdictOn(key);
      // An answer that arrived despite the abort counts; an aborted request says nothing.
      if (!ended.aborted || verdict.status !== "unknown") note(key, verdict);
    }
  };
  await Promise.all(Array.from({ length: settings.concurrency }, asking));

  const unheard = options.signal?.aborted
    ? "The check was cancelled before there was an answer."
    : `There was no answer within ${settings.deadline / 1000} seconds for all keys.`;
  return new Map(
    keys.map((key) => {
      const reason = reasonNotToAsk(key, settings.mode) ?? unheard;
      const none: Verification = { status: "unverified", reason, record: null, masked: key.masked };
      return [key.fingerprint, verdicts.get(key.fingerprint) ?? none];
    }),
  );
}

/** The reason why a credential of this kind cannot be verified; null when it can. */
function reasonNotToAsk(key: Credential, mode: "direct" | "indirect"): string | null {
  const { verification } = kinds[key.kind];
  switch (verification.by) {
    case "no-one":
      return verification.reason;
    case "auth-api":
      return mode === "direct" ? null : "It is in no list of the organisation's keys: only `direct` can find it out.";
    case "openai-api":
      return null;
  }
}

async function askDirectly(key: Credential, bounds: VerificationBounds, signal: AbortSignal): Promise<Verdict> {
  const { verification } = kinds[key.kind];
  switch (verification.by) {
    case "no-one":
      return { status: "unverified", reason: verification.reason, record: null };
    case "auth-api":
      return verifyAccessToken(key, verification.route, bounds, signal);
    case "openai-api":
      return verifyDirectly(key, verification.route, bounds, signal);
  }
}

function verdictFrom(listing: KeyListing, key: Credential): Verdict {
  if (listing.type === "failed") return { status: "unknown", reason: listing.reason, record: null };
  const matches = listing.records.filter(({ redacted }) => matchesRedacted(redacted, key));
  const [record] = matches;
  if (record === undefined) {
    const reason = "Not found: no key of the organisation matches it. It was deleted, or belongs to someone else.";
    return { status: "unknown", reason, record: null };
  }
  if (matches.length > 1) {
    const reason = `${matches.length} keys of the organisation match it, so it is unknown which one leaked.`;
    return { status: "unknown", reason, record: null };
  }
  const place = record.project === null ? "" : ` in project "${record.project.name ?? record.project.id}"`;
  const name = `"${record.name ?? record.id}"`;
  if (record.expiresAt !== null && Date.parse(record.expiresAt) <= Date.now()) {
    return { status: "revoked", reason: `It is the organisation's key ${name}${place}, and has expired.`, record };
  }
  return { status: "live", reason: `It is the organisation's key ${name}${place}.`, record };
}
