import type OpenAI from "openai";
import type { Credential } from "../../detect/credential.ts";
import type { KeyRecord } from "../../report/key-record.ts";
import { createAdminClient } from "../openai/admin-client.ts";
import { adminFailure, isNotFound } from "../openai/admin-failure.ts";
import { auditProof } from "./audit.ts";
import { limitSpending, narrow } from "./brakes.ts";
import { waitUntilDead } from "./death.ts";
import { prove } from "./prove.ts";
import type { Revocation, RevocationStep } from "./revocation.ts";
import type { RevocationAccess } from "./settings.ts";

export interface RevokeOptions {
  readonly signal: AbortSignal;
  /** Called with the record before the key is ended, so that an interrupted attempt can be recognised later. */
  readonly before?: (record: KeyRecord) => Promise<void>;
}

/**
 * Proves whose key a leaked credential is, and only then does what `step` says. Never throws for an answer of OpenAI.
 * It can run again after an interruption at any point: a key that was deleted is found dead, and an expiry that is
 * already as early as wanted is not set again, since that would restart its clock.
 */
export async function revoke(
  key: Credential,
  step: RevocationStep,
  access: RevocationAccess,
  { signal, before }: RevokeOptions,
): Promise<Revocation> {
  const client = createAdminClient(access);
  try {
    const proof = await prove(key, client, access, signal);
    if (proof.type === "unclear") return { type: "failed", reason: proof.reason };
    if (proof.type !== "proven") return proof;
    const { record } = proof;
    if (step.type === "delete" || step.type === "expire") await before?.(record);
    switch (step.type) {
      case "look":
        return { type: "proven", record };
      case "delete":
        return await remove(key, record, client, access, signal);
      case "expire":
        return await expire(record, step.seconds, client, signal);
      case "narrow":
        return await narrow(record, client, signal);
      case "limit":
        return await limitSpending(record, step.cents, client, signal);
    }
  } catch (error) {
    if (signal.aborted) return { type: "failed", reason: "The revocation was cancelled." };
    return { type: "failed", reason: adminFailure(error) };
  }
}

async function remove(
  key: Credential,
  record: KeyRecord,
  client: OpenAI,
  access: RevocationAccess,
  signal: AbortSignal,
): Promise<Revocation> {
  const { adminAPIKeys, projects } = client.admin.organization;
  const deleting =
    record.project === null
      ? adminAPIKeys.delete(record.id, { signal })
      : projects.apiKeys.delete(record.id, { project_id: record.project.id }, { signal });
  await deleting.catch((error: unknown) => {
    // Someone else was faster, or an earlier attempt whose answer was lost. The check below decides.
    if (!isNotFound(error)) throw error;
  });
  const deadAt = await waitUntilDead(key, access, signal);
  if (deadAt === null) return { type: "deleted", record };
  return { type: "revoked", record, deadAt, audit: await auditProof(client, record.id, signal) };
}

async function expire(record: KeyRecord, seconds: number, client: OpenAI, signal: AbortSignal): Promise<Revocation> {
  if (record.project === null) {
    return { type: "unproven", reason: "OpenAI does not let an admin key expire. Delete it instead." };
  }
  const { expiresAt } = record;
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.now() + seconds * 1000) {
    return { type: "expiring", record, at: expiresAt };
  }
  const changed = await client.admin.organization.projects.apiKeys.update(
    record.id,
    { project_id: record.project.id, expires_in_seconds: seconds },
    // The client would repeat the request, and each repetition restarts the key's clock.
    { signal, maxRetries: 0 },
  );
  const at = new Date((changed.expires_at ?? Date.now() / 1000 + seconds) * 1000).toISOString();
  return { type: "expiring", record: { ...record, expiresAt: at }, at };
}
