import type { Credential } from "../detect/credential.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import { moment } from "../report/words.ts";
import type { Revocation, RevocationStep } from "../respond/revoke/revoke.ts";
import type { RevocationSettings } from "../respond/revoke/settings.ts";
import type { ExaminedChange } from "./examine.ts";

type Proven = Extract<RevocationSettings, { mode: "by-hand" | "proven" }>;

/**
 * Starts to revoke each key of a change that counts and is not known to be dead, where the operator lets Keyhawk do so
 * without asking. By fingerprint; the promises never reject. An ignored key stays: a person has said that it may.
 */
export async function startRevoking(
  { report, findings }: Pick<ExaminedChange, "report" | "findings">,
  settings: RevocationSettings,
): Promise<ReadonlyMap<string, Promise<KeyResponse>>> {
  const credentials = new Map(findings.map(({ credential }) => [credential.fingerprint, credential]));
  const keys = report.keys.filter((key) => !key.earlier && key.ignored === null && key.status !== "revoked");
  if (settings.mode !== "proven" || keys.length === 0) return new Map();
  // One after the other: each is a few requests with one admin key, whose rate is limited.
  let previous: Promise<unknown> = Promise.resolve();
  return new Map(
    keys.flatMap((key: KeyReport) => {
      const credential = credentials.get(key.fingerprint);
      if (credential === undefined) return [];
      const response = previous.then(() => revokeKey(credential, settings));
      previous = response;
      return [[key.fingerprint, response] as const];
    }),
  );
}

/** Revokes one key at once, or lets it expire, as the settings say. Never throws. */
export async function revokeKey(
  key: Credential,
  settings: Proven,
  signal: AbortSignal = new AbortController().signal,
): Promise<KeyResponse> {
  const startedAt = Date.now();
  // Loaded on demand: most changes have no key.
  const { revoke } = await import("../respond/revoke/revoke.ts");
  const result = await revoke(key, stepFor(key, settings.grace), settings, signal).catch(
    (): Revocation => ({ type: "failed", reason: "It ended with a defect of Keyhawk." }),
  );
  return responseTo(result, startedAt);
}

/** OpenAI does not let an admin key expire, and whoever holds one can make themselves further keys: it gets no grace. */
function stepFor(key: Credential, grace: number): RevocationStep {
  return grace === 0 || key.kind === "openai-admin-key" ? { type: "delete" } : { type: "expire", seconds: grace };
}

/**
 * What was done, as it is shown to everyone who can read the change. It names nothing of the organisation, and not
 * whether a key that was left alone is alive.
 * @param startedAt milliseconds since 1970
 */
function responseTo(result: Revocation, startedAt: number): KeyResponse {
  const at = new Date().toISOString();
  switch (result.type) {
    case "revoked": {
      const seconds = ((Date.parse(result.deadAt) - startedAt) / 1000).toFixed(1);
      const message = `Keyhawk deleted it at OpenAI, which refused it ${seconds} s after it was found.`;
      return { result: "revoked", message, at: result.deadAt };
    }
    case "dead":
      return { result: "already-revoked", message: "OpenAI does not accept it.", at };
    case "expiring":
      return {
        result: "expiring",
        message: `It expires at ${moment(result.at)}: roll out its successor until then.`,
        at,
      };
    case "deleted":
      return { result: "by-hand", message: "Keyhawk deleted it, and OpenAI still accepted it: check it again.", at };
    case "failed":
      return { result: "by-hand", message: "OpenAI's Admin API could not be used.", at };
    default:
      return { result: "by-hand", message: "Nothing proves which key of the organisation it is.", at };
  }
}
