import { setTimeout } from "node:timers/promises";
import type { Credential } from "../../detect/credential.ts";
import { judge } from "../verify/direct.ts";
import { askWithKey } from "./prove.ts";
import type { RevocationAccess } from "./settings.ts";

/** Milliseconds before each check. OpenAI's caches may accept a deleted key for some seconds. */
const delays = [0, 250, 500, 1_000, 2_000, 4_000, 8_000, 8_000];

/** Checks with the key itself until OpenAI refuses it. Resolves to when that was, ISO 8601; null if it did not. */
export async function waitUntilDead(
  key: Credential,
  access: RevocationAccess,
  signal: AbortSignal,
): Promise<string | null> {
  for (const delay of delays) {
    if (delay > 0) await setTimeout(delay, undefined, { signal }).catch(() => {});
    if (signal.aborted) return null;
    const answer = await askWithKey(key, access, signal);
    if (answer !== null && judge(answer).status === "revoked") return new Date().toISOString();
  }
  return null;
}
