import type { RevocationAttempt } from "../change/revocation-attempt.ts";
import { type AttemptOptions, attemptRevocation } from "../change/revoke.ts";
import { leakMoments } from "../change/spending.ts";
import { Credential } from "../detect/credential.ts";
import type { Database } from "../incident/database.ts";
import { noteRevoking, revocationOf } from "../incident/responses.ts";
import type { RevocationSettings } from "../respond/revoke/settings.ts";
import { settingsFor } from "../respond/revoke/settings-for.ts";
import type { KeyPayload } from "./payload.ts";
import { withSpan } from "./tracing/span.ts";

/**
 * Revokes the key of a job, where the operator lets Keyhawk do so without asking or a person asked for it; null where not. What is about to be
 * changed at OpenAI is in the incident's log first, so that the attempt after a crash knows whose doing a dead key is.
 */
export async function revokeKey(
  { incident, request, pushedAt, revocation = "withheld", grace }: KeyPayload,
  { database, settings }: { readonly database: Database; readonly settings: RevocationSettings },
  signal: AbortSignal,
): Promise<RevocationAttempt | null> {
  const { credential, kind, masked, places, severity } = request.data;
  // The organisation's rules were applied when the job was stored.
  const given = settingsFor(settings, [], { kind, severity });
  if (given.mode === "off" || revocation === "withheld") return null;
  if (given.mode === "by-hand" && revocation !== "ordered") return null;
  const forKey =
    "tokens" in given
      ? given
      : {
          ...given,
          // A person wants the key ended, whatever is done without one.
          ...(revocation === "ordered" ? { action: { type: "delete" } as const } : {}),
          ...(grace === undefined ? {} : { grace }),
        };
  const key = new Credential(kind, credential, masked.slice(0, masked.indexOf("…")));
  const options: AttemptOptions = {
    signal,
    leaked: leakMoments(places, pushedAt),
    earlier: await revocationOf(database.tables, incident),
    before: ({ id, project }) =>
      database.tables
        .transaction()
        .execute((transaction) => noteRevoking(transaction, incident, `${id} of ${project?.id ?? "the organisation"}`)),
  };
  return withSpan("revoke", {}, () => attemptRevocation(key, forKey, options));
}
