import type { Credential } from "../detect/credential.ts";
import type { KeyRecord } from "../report/key-record.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import { moment } from "../report/words.ts";
import type { Revocation, RevocationStep } from "../respond/revoke/revoke.ts";
import type { RevocationSettings } from "../respond/revoke/settings.ts";
import type { ExaminedChange } from "./examine.ts";

type Active = Exclude<RevocationSettings, { mode: "off" }>;

/** What came of one attempt to revoke a key. */
export interface RevocationAttempt {
  /** `done`: the key is dead or expires. `left`: a person has to decide. `again`: the next attempt may end otherwise. */
  readonly type: "done" | "left" | "again";
  /** For everyone who can read the change. */
  readonly response: KeyResponse;
  /** For members of the organisation: what was done, or why nothing was, with names and ids. */
  readonly detail: string;
  /** ISO 8601; null unless the key expires. */
  readonly expiresAt: string | null;
}

export interface AttemptOptions {
  readonly signal: AbortSignal;
  /** Called before the key is changed. */
  readonly before?: (record: KeyRecord) => Promise<void>;
  /** `begun`: an earlier attempt had proven the key and was about to change it. */
  readonly earlier?: "begun" | "none";
}

/**
 * Starts to revoke each key of a change that counts and is not known to be dead, where the operator lets Keyhawk do so
 * without asking. By fingerprint; the promises never reject. An ignored key stays: a person has said that it may.
 */
export async function startRevoking(
  { report, findings }: Pick<ExaminedChange, "report" | "findings">,
  settings: RevocationSettings,
): Promise<ReadonlyMap<string, Promise<KeyResponse>>> {
  if (settings.mode !== "proven") return new Map();
  const credentials = new Map(findings.map(({ credential }) => [credential.fingerprint, credential]));
  // One after the other: each is a few requests with one admin key, whose rate is limited.
  let previous: Promise<unknown> = Promise.resolve();
  return new Map(
    report.keys.filter(mayBeRevoked).flatMap((key) => {
      const credential = credentials.get(key.fingerprint);
      if (credential === undefined) return [];
      const { signal } = new AbortController();
      const attempt = previous.then(() => attemptRevocation(credential, settings, { signal }));
      previous = attempt;
      return [[key.fingerprint, attempt.then(({ response }) => response)] as const];
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
  { signal, before, earlier = "none" }: AttemptOptions,
): Promise<RevocationAttempt> {
  const startedAt = Date.now();
  // Loaded on demand: most changes have no key.
  const { revoke } = await import("../respond/revoke/revoke.ts");
  const options = before === undefined ? { signal } : { signal, before };
  return attemptOf(await revoke(key, stepFor(key, settings.grace), settings, options), startedAt, earlier);
}

/** OpenAI does not let an admin key expire, and whoever holds one can make themselves further keys: it gets no grace. */
function stepFor(key: Credential, grace: number): RevocationStep {
  return grace === 0 || key.kind === "openai-admin-key" ? { type: "delete" } : { type: "expire", seconds: grace };
}

/**
 * The message names nothing of the organisation, and not whether a key that was left alone is alive.
 * @param startedAt milliseconds since 1970
 */
function attemptOf(result: Revocation, startedAt: number, earlier: "begun" | "none"): RevocationAttempt {
  const at = new Date().toISOString();
  const attempt = (
    type: RevocationAttempt["type"],
    how: KeyResponse["result"],
    message: string,
    detail: string,
  ): RevocationAttempt => ({ type, response: { result: how, message, at }, detail, expiresAt: null });
  switch (result.type) {
    case "revoked": {
      const seconds = ((Date.parse(result.deadAt) - startedAt) / 1000).toFixed(1);
      const audit =
        result.audit === null ? "" : ` Audit log: ${result.audit.id} by ${result.audit.actor ?? "unknown"}.`;
      return attempt(
        "done",
        "revoked",
        `Keyhawk deleted it at OpenAI, which refused it ${seconds} s after it was found.`,
        `Deleted ${nameOf(result.record)}; OpenAI refuses it since ${result.deadAt}.${audit}`,
      );
    }
    case "dead":
      return earlier === "begun"
        ? attempt("done", "revoked", "Keyhawk ended it at OpenAI, which refuses it.", "OpenAI refuses it now.")
        : attempt("done", "already-revoked", "OpenAI does not accept it.", "OpenAI did not accept it.");
    case "expiring": {
      const message = `It expires at ${moment(result.at)}: roll out its successor until then.`;
      const detail = `Set ${nameOf(result.record)} to expire at ${result.at}.`;
      return { ...attempt("done", "expiring", message, detail), expiresAt: result.at };
    }
    case "deleted":
      return attempt(
        "again",
        "by-hand",
        "Keyhawk deleted it, and OpenAI still accepted it: check it again.",
        `Deleted ${nameOf(result.record)}, and OpenAI still accepted it.`,
      );
    case "failed":
      return attempt("again", "by-hand", "OpenAI's Admin API could not be used.", result.reason);
    case "unproven":
      return attempt("left", "by-hand", "Nothing proves which key of the organisation it is.", result.reason);
    default:
      throw new Error(`Nobody asked for ${result.type}.`);
  }
}

function nameOf({ id, name, project }: KeyRecord): string {
  const place = project === null ? "the organisation's admin keys" : `project ${project.name ?? project.id}`;
  return `the key ${name ?? ""} (${id}) of ${place}`.replace("  ", " ");
}
