import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { Failure } from "../../failure.ts";

/** Whom the body of a request is encrypted to. */
export interface Recipient {
  /** The public key. */
  readonly key: KeyObject;
  /** How JWE agrees on a content key with such a key. */
  readonly algorithm: "RSA-OAEP-256" | "ECDH-ES+A256KW";
  /** `kid` of the key, which the receiver chooses; null when it has none. */
  readonly id: string | null;
}

/** The variable that holds the key. */
export const recipientName = "KEYHAWK_HOOK_KEY";

const shortestModulus = 2_048;
const curves: ReadonlySet<string | undefined> = new Set(["prime256v1", "secp384r1", "secp521r1"]);

/**
 * Reads the receiver's public key, as PEM or as a JSON Web Key. Throws a `Failure` that names the variable, and quotes
 * nothing of a private key that was given by mistake.
 */
export function parseRecipient(text: string): Recipient {
  const given = text.trim();
  const jwk = given.startsWith("{") ? parseJwk(given) : null;
  if (given.includes("PRIVATE KEY") || jwk?.d !== undefined) {
    throw refuse("is a private key. Give the public part only: the private one stays with the receiver");
  }
  const key = jwk === null ? publicKey(given.replaceAll("\\n", "\n")) : publicKey({ key: jwk, format: "jwk" });
  return { key, algorithm: algorithmOf(key), id: typeof jwk?.kid === "string" ? jwk.kid : null };
}

function parseJwk(text: string): JsonWebKey {
  try {
    return JSON.parse(text) as JsonWebKey;
  } catch {
    throw refuse(forms);
  }
}

function publicKey(given: Parameters<typeof createPublicKey>[0]): KeyObject {
  try {
    return createPublicKey(given);
  } catch {
    throw refuse(forms);
  }
}

const forms = "must be a public key: in PEM form (`-----BEGIN PUBLIC KEY-----`), or a JSON Web Key";

function algorithmOf({
  asymmetricKeyType: type,
  asymmetricKeyDetails: details = {},
}: KeyObject): Recipient["algorithm"] {
  if (type === "rsa" && (details.modulusLength ?? 0) >= shortestModulus) return "RSA-OAEP-256";
  if (type === "x25519" || (type === "ec" && curves.has(details.namedCurve))) return "ECDH-ES+A256KW";
  throw refuse("must be an RSA key of 2048 bits or more, a key on P-256, P-384 or P-521, or an X25519 key");
}

function refuse(what: string): Failure {
  return new Failure("configuration", `The environment variable ${recipientName} ${what}.`);
}
