import { createHash } from "node:crypto";
import type { HookSummary } from "./request.ts";

/**
 * `webhook-id` of the request about one key: the same each time it is sent, so that a receiver can handle a repeated
 * request once. Derived from the owner, in lower case, and the key's fingerprint.
 */
export function webhookId(owner: string, fingerprint: string): string {
  return idOf(`keyhawk:webhook:1:${owner.toLowerCase()}:${fingerprint}`);
}

/** `webhook-id` of the summary about one state of a change. */
export function summaryId({ repository, ref, pullRequest, commit }: HookSummary["data"]): string {
  return idOf(`keyhawk:summary:1:${JSON.stringify([repository.toLowerCase(), ref, pullRequest, commit])}`);
}

function idOf(text: string): string {
  return `msg_${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
}
