import type OpenAI from "openai";

/** The entry of OpenAI's audit log that shows who deleted a key, and when. */
export interface AuditProof {
  readonly id: string;
  /** Id of the key or the user that deleted it; null where the log does not say. */
  readonly actor: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * The audit log's entry about the deletion of a key; null where there is none. The log is off by default, and the admin
 * key may not be allowed to read it, so a failure here means only that there is no further proof.
 */
export async function auditProof(client: OpenAI, keyId: string, signal: AbortSignal): Promise<AuditProof | null> {
  try {
    const page = await client.admin.organization.auditLogs.list(
      { event_types: ["api_key.deleted"], resource_ids: [keyId], limit: 1 },
      { signal, maxRetries: 1 },
    );
    const entry = page.data.find((each) => each["api_key.deleted"]?.id === keyId);
    if (entry === undefined) return null;
    const { actor } = entry;
    const by = actor?.api_key?.id ?? actor?.session?.user?.id ?? null;
    return { id: entry.id, actor: by, at: new Date(entry.effective_at * 1000).toISOString() };
  } catch {
    return null;
  }
}
