import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { Failure } from "../failure.ts";
import type { Variables } from "./variables.ts";

/** The credentials of the App. */
export interface Credentials {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
}

/** The variables that {@link readCredentials} reads. */
export const credentialVariables = ["APP_ID", "PRIVATE_KEY", "PRIVATE_KEY_PATH", "WEBHOOK_SECRET"] as const;

/** Null when no credentials are set. Throws a `Failure` when only some of them are, or the private key is none. */
export function readCredentials(set: Pick<Variables, (typeof credentialVariables)[number]>): Credentials | null {
  const { APP_ID: appId, WEBHOOK_SECRET: webhookSecret } = set;
  const privateKey = readPrivateKey(set);
  if (appId === undefined && privateKey === null) return null;
  if (appId === undefined)
    throw refuse("PRIVATE_KEY is set and APP_ID is not. Set both, or neither to register an App.");
  if (privateKey === null)
    throw refuse("APP_ID is set and PRIVATE_KEY is not. Set it, or PRIVATE_KEY_PATH to its file.");
  if (webhookSecret === undefined) {
    throw refuse("WEBHOOK_SECRET is not set: without it anyone could send webhooks. Copy it from the App's settings.");
  }
  return { appId, privateKey, webhookSecret };
}

function readPrivateKey({
  PRIVATE_KEY: inline,
  PRIVATE_KEY_PATH: path,
}: Pick<Variables, "PRIVATE_KEY" | "PRIVATE_KEY_PATH">): string | null {
  if (inline === undefined && path === undefined) return null;
  const name = inline === undefined ? "PRIVATE_KEY_PATH" : "PRIVATE_KEY";
  const pem = inline === undefined ? readPem(path ?? "") : unfoldPem(inline);
  try {
    createPrivateKey(pem);
  } catch {
    throw refuse(`${name} holds no private key in PEM form. Take the .pem file that GitHub gave you, whole.`);
  }
  return pem;
}

function readPem(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw refuse(`The file ${path} of PRIVATE_KEY_PATH cannot be read.`);
  }
}

/** Platforms that accept only one line are given `\n` as two characters, or the whole value in base64. */
function unfoldPem(text: string): string {
  if (!text.includes("-----BEGIN")) return Buffer.from(text, "base64").toString("utf8");
  return text.replaceAll("\\n", "\n");
}

/** The 32 bytes of `KEYHAWK_SEALING_KEY`; null when it is not set. Throws a `Failure` when it is anything else. */
export function parseSealingKey(text: string | undefined): Uint8Array | null {
  if (text === undefined) return null;
  const key = Buffer.from(text, "base64");
  if (key.length === 32) return key;
  throw refuse("KEYHAWK_SEALING_KEY must be 32 random bytes in base64: `openssl rand -base64 32`.");
}

function refuse(message: string): Failure {
  return new Failure("configuration", message);
}
