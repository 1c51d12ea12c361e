import { Failure } from "../../failure.ts";
import { directNetwork, type Network } from "../../http/network.ts";
import { isSafeAddress } from "../../safe-address.ts";

/** The address of the revocation hook, and the secret that signs the requests to it. */
export interface HookSettings {
  readonly url: URL;
  /** `whsec_` and base64. */
  readonly secret: string;
  /** Milliseconds after which an unanswered request counts as failed. */
  readonly timeout: number;
  readonly network: Network;
}

/** How the hook is reached, and its time-out in milliseconds. */
export type HookReach = Pick<HookSettings, "timeout" | "network">;

const usualReach: HookReach = { timeout: 30_000, network: directNetwork };

/**
 * Checks the operator's settings of the hook's URL and secret. Null when neither is set. Throws a `Failure` when one is
 * missing or invalid: a key must be sent neither unencrypted nor unsigned.
 */
export function parseHookSettings(url: string, secret: string, reach: Partial<HookReach> = {}): HookSettings | null {
  if (url === "" && secret === "") return null;
  if (url === "") throw refuse("KEYHAWK_HOOK_SECRET is set and KEYHAWK_HOOK_URL is not. Set both, or neither.");
  if (secret === "") {
    throw refuse("KEYHAWK_HOOK_URL needs KEYHAWK_HOOK_SECRET: `whsec_` and at least 24 random bytes in base64.");
  }
  return { url: parseUrl(url), secret: checkSecret(secret), ...usualReach, ...reach };
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null) throw refuse("KEYHAWK_HOOK_URL is not a URL. Write it whole: https://hooks.example.com/keyhawk.");
  if (isSafeAddress(url)) return url;
  throw refuse("KEYHAWK_HOOK_URL must begin with https://, or with http:// on this machine: raw keys are sent to it.");
}

function checkSecret(secret: string): string {
  if (isHookSecret(secret)) return secret;
  throw refuse("KEYHAWK_HOOK_SECRET must be `whsec_` and at least 24 random bytes in base64.");
}

/** True for a Standard Webhooks secret: `whsec_`, and at least 24 bytes in base64. */
export function isHookSecret(secret: string): boolean {
  const base64 = secret.startsWith("whsec_") ? secret.slice("whsec_".length) : "";
  const bytes = Buffer.from(base64, "base64");
  return bytes.length >= 24 && bytes.toString("base64") === base64;
}

function refuse(message: string): Failure {
  return new Failure("configuration", message);
}
