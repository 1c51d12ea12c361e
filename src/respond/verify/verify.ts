import type { Credential } from "../../detect/credential.ts";
import { kinds } from "../../detect/kind.ts";
import type { Finding } from "../../source/finding.ts";
import { judge, verifyAccessToken } from "./direct.ts";
import { askOpenAI } from "./request.ts";
import type { VerificationSettings } from "./settings.ts";
import type { Ownership, Verdict } from "./verdict.ts";

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
type Active = Exclude<VerificationSettings, { mode: "off" }>;

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
  const startedAt = Date.now();
  const late = AbortSignal.timeout(settings.deadline);
  const ended = options.signal === undefined ? late : AbortSignal.any([late, options.signal]);
  const queue = askable.values();
  const asking = async () => {
    for (const key of queue) {
      if (ended.aborted) return;
      const verdict = await verdictOn(key, settings, startedAt, ended);
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
      return [key.fingerprint, verdicts.get(key.fingerprint) ?? { ...unasked(reason), masked: key.masked }];
    }),
  );
}

/** The reason why a credential of this kind cannot be verified; null when it can. */
function reasonNotToAsk(key: Credential, mode: Active["mode"]): string | null {
  const { verification } = kinds[key.kind];
  switch (verification.by) {
    case "no-one":
      return verification.reason;
    case "auth-api":
      return mode === "indirect" ? "It is in no list of the organisation's keys: only `direct` can find it out." : null;
    case "openai-api":
      return null;
  }
}

/** @param startedAt milliseconds since 1970: what was read before may be out of date */
async function verdictOn(key: Credential, settings: Active, startedAt: number, signal: AbortSignal): Promise<Verdict> {
  const verdict = { ...(await lifeAndOwner(key, settings, startedAt, signal)), permissions: null };
  const isAsked = settings.mode !== "indirect" && settings.permissions === "asked";
  if (!isAsked || verdict.status !== "live" || kinds[key.kind].verification.by !== "openai-api") return verdict;
  const { permissionsOf } = await import("./permissions.ts");
  return { ...verdict, permissions: await permissionsOf(key, settings, signal) };
}

async function lifeAndOwner(
  key: Credential,
  settings: Active,
  startedAt: number,
  signal: AbortSignal,
): Promise<Ownership> {
  const { verification } = kinds[key.kind];
  if (verification.by === "no-one") return unasked(verification.reason);
  const directly = { by: "direct", ours: null, record: null } as const;
  if (verification.by === "auth-api") {
    return { ...directly, ...(await verifyAccessToken(key, verification.route, settings, signal)) };
  }
  // Loaded on demand: the client of the Admin API is large.
  if (settings.mode === "indirect") {
    const [{ directoryOf }, { verifyByList }] = await Promise.all([
      import("../openai/directory.ts"),
      import("./listed.ts"),
    ]);
    return verifyByList(key, directoryOf(settings), startedAt, signal);
  }
  const answer = await askOpenAI(`${settings.baseUrl}/${verification.route}`, key, { ...settings, signal });
  const life = judge(answer);
  if (settings.mode === "direct") return { ...directly, ...life };
  const [{ directoryOf }, { verifyTogether }] = await Promise.all([
    import("../openai/directory.ts"),
    import("./together.ts"),
  ]);
  return verifyTogether(key, { life, answer }, directoryOf(settings), startedAt, signal);
}

function unasked(reason: string): Verdict {
  return { status: "unverified", reason, by: "direct", ours: null, record: null, permissions: null };
}
