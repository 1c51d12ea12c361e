import type OpenAI from "openai";
import type { Credential } from "../../detect/credential.ts";
import type { KeyRecord } from "../../report/key-record.ts";
import { createAdminClient } from "../openai/admin-client.ts";
import { adminFailure, isNotFound } from "../openai/admin-failure.ts";
import { type AuditProof, auditProof } from "./audit.ts";
import { waitUntilDead } from "./death.ts";
import { prove } from "./prove.ts";
import type { RevocationAccess } from "./settings.ts";

/** What is to be done about a proven key. */
export type RevocationStep =
  | { readonly type: "look" }
  | { readonly type: "delete" }
  /** Lets it expire, so that its successor can be rolled out. */
  | { readonly type: "expire"; readonly seconds: number }
  /** Leaves it the right to read. What it was allowed before cannot be read, and so not be restored. */
  | { readonly type: "narrow" };

/** What was done about a key. Reasons are sentences for people of the organisation and contain nothing of the key. */
export type Revocation =
  /** Deleted, and OpenAI refuses it since `deadAt` (ISO 8601). */
  | {
      readonly type: "revoked";
      readonly record: KeyRecord;
      readonly deadAt: string;
      readonly audit: AuditProof | null;
    }
  /** Deleted, and OpenAI still accepted it when the checks ended. */
  | { readonly type: "deleted"; readonly record: KeyRecord }
  /** Expires at `at` (ISO 8601). */
  | { readonly type: "expiring"; readonly record: KeyRecord; readonly at: string }
  | { readonly type: "narrowed"; readonly record: KeyRecord }
  /** Proven, and nothing was to be done. */
  | { readonly type: "proven"; readonly record: KeyRecord }
  /** OpenAI did not accept it in the first place. */
  | { readonly type: "dead" }
  /** Not touched: a person has to decide. */
  | { readonly type: "unproven"; readonly reason: string }
  /** Not done, and may be tried again. */
  | { readonly type: "failed"; readonly reason: string };

export interface RevokeOptions {
  readonly signal: AbortSignal;
  /** Called with the record before it is changed, so that an interrupted attempt can be recognised later. */
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
    if (step.type !== "look") await before?.(record);
    switch (step.type) {
      case "look":
        return { type: "proven", record };
      case "delete":
        return await remove(key, record, client, access, signal);
      case "expire":
        return await expire(record, step.seconds, client, signal);
      case "narrow":
        return await narrow(record, client, signal);
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

async function narrow(record: KeyRecord, client: OpenAI, signal: AbortSignal): Promise<Revocation> {
  if (record.project === null) {
    return { type: "unproven", reason: "An admin key cannot be narrowed to reading. Delete it instead." };
  }
  await client.admin.organization.projects.apiKeys.update(
    record.id,
    { project_id: record.project.id, scopes: ["api.all.read"] },
    { signal },
  );
  return { type: "narrowed", record };
}
