import { createHash } from "node:crypto";

/**
 * `webhook-id` of the request about one key: the same whenever it is sent, so that a receiver handles a repeated
 * request once. Follows from the owner, in lower case, and the key's fingerprint.
 */
export function webhookId(owner: string, fingerprint: string): string {
  const digest = createHash("sha256").update(`keyhawk:webhook:1:${owner.toLowerCase()}:${fingerprint}`).digest("hex");
  return `msg_${digest.slice(0, 32)}`;
}
