import type OpenAI from "openai";
import type { KeyRecord } from "../../report/key-record.ts";
import { isNotFound } from "../openai/admin-failure.ts";
import type { Revocation } from "./revocation.ts";

/** Leaves a key the right to read. Throws what the client throws. */
export async function narrow(record: KeyRecord, client: OpenAI, signal: AbortSignal): Promise<Revocation> {
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

/**
 * Sets the hard limit of what the key's project may spend in a month; one that is as low or lower stays. Throws what the
 * client throws. @param cents of a US dollar, the only currency that OpenAI accepts
 */
export async function limitSpending(
  record: KeyRecord,
  cents: number,
  client: OpenAI,
  signal: AbortSignal,
): Promise<Revocation> {
  if (record.project === null) {
    return {
      type: "unproven",
      reason: "An admin key has no project whose spending could be limited. Delete it instead.",
    };
  }
  const { spendLimit } = client.admin.organization.projects;
  const present = await spendLimit.retrieve(record.project.id, { signal }).catch((error: unknown) => {
    if (isNotFound(error)) return null;
    throw error;
  });
  const before = present?.threshold_amount ?? null;
  if (before !== null && before <= cents) return { type: "limited", record, cents: before, before };
  const body = { currency: "USD", interval: "month", threshold_amount: cents } as const;
  await spendLimit.update(record.project.id, body, { signal });
  return { type: "limited", record, cents, before };
}
