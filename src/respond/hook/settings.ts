import { Failure } from "../../failure.ts";
import { directNetwork, type Network } from "../../http/network.ts";
import { isSafeAddress } from "../../safe-address.ts";
import { parseRecipient, type Recipient, recipientName } from "./recipient.ts";
import { type HookShape, hookShapes } from "./shape.ts";

/** The address of the revocation hook, and the secret that signs the requests to it. */
export interface HookSettings {
  readonly url: URL;
  /** `whsec_` and base64. */
  readonly secret: string;
  /** Milliseconds after which an unanswered request counts as failed. */
  readonly timeout: number;
  readonly network: Network;
  /** Whether the URL may lead into a private or link-local network. */
  readonly innerAddresses: "refused" | "allowed";
  readonly shape: HookShape;
  /** To whom the body is encrypted; null when it is sent as it is, over TLS. */
  readonly recipient: Recipient | null;
}

/** How the hook is reached, its time-out in milliseconds, and what is sent to it. */
export type HookReach = Pick<HookSettings, "timeout" | "network" | "innerAddresses" | "shape" | "recipient">;

const usualReach: HookReach = {
  timeout: 30_000,
  network: directNetwork,
  innerAddresses: "refused",
  shape: "full",
  recipient: null,
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that {@link readHookReach} reads. */
export const hookVariables = ["KEYHAWK_HOOK_ALLOW_PRIVATE", "KEYHAWK_HOOK_SHAPE", recipientName] as const;

/** Reads where the hook may be and what is sent to it. Throws a `Failure` that names the variable. */
export function readHookReach(env: Environment): Pick<HookReach, "innerAddresses" | "shape" | "recipient"> {
  const allowed = env.KEYHAWK_HOOK_ALLOW_PRIVATE?.trim() || "false";
  if (allowed !== "true" && allowed !== "false") {
    throw refuse("The environment variable KEYHAWK_HOOK_ALLOW_PRIVATE must be true or false.");
  }
  const given = env.KEYHAWK_HOOK_SHAPE?.trim() || "full";
  const shape = hookShapes.find((known) => known === given);
  if (shape === undefined) {
    throw refuse(`The environment variable KEYHAWK_HOOK_SHAPE must be one of ${hookShapes.join(", ")}.`);
  }
  const key = env[recipientName]?.trim() ?? "";
  const recipient = key === "" ? null : parseRecipient(key);
  return { innerAddresses: allowed === "true" ? "allowed" : "refused", shape, recipient };
}

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
  return { url: parseUrl(url), secret: parseHookSecret(secret), ...usualReach, ...reach };
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null) throw refuse("KEYHAWK_HOOK_URL is not a URL. Write it whole: https://hooks.example.com/keyhawk.");
  if (isSafeAddress(url)) return url;
  throw refuse("KEYHAWK_HOOK_URL must begin with https://, or with http:// on this machine: raw keys are sent to it.");
}

/** The hook's secret. Throws a `Failure` when it is not a Standard Webhooks secret. */
export function parseHookSecret(secret: string): string {
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
