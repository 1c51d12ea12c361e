import { createHash } from "node:crypto";
import type { KindId } from "../src/detect/kind.ts";

/** Stands in the middle of every `sk-` key; put together here so that no key-shaped string is in a file. */
export const watermark = Buffer.from("OpenAI").toString("base64");

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const alphabets = { letters, url: `${letters}_-`, hex: "0123456789abcdef" } as const;

/** `length` characters that look random and are the same for the same seed. */
export function randomText(seed: string, length: number, alphabet: keyof typeof alphabets = "letters"): string {
  const from = alphabets[alphabet];
  let text = "";
  for (let block = 0; text.length < length; block++) {
    for (const byte of createHash("sha512").update(`${seed}:${block}`).digest()) {
      if (byte < 256 - (256 % from.length)) text += from[byte % from.length];
    }
  }
  return text.slice(0, length);
}

/** Prefix, length of each random segment today, and alphabet of every kind that carries the watermark. */
export const watermarked = {
  "openai-user-key": { prefix: "sk-", segment: 20, alphabet: "letters" },
  "openai-project-key": { prefix: "sk-proj-", segment: 74, alphabet: "url" },
  "openai-service-account-key": { prefix: "sk-svcacct-", segment: 74, alphabet: "url" },
  "openai-admin-key": { prefix: "sk-admin-", segment: 58, alphabet: "url" },
  "openai-named-key": { prefix: "sk-service-billing-", segment: 20, alphabet: "letters" },
  "openai-unnamed-key": { prefix: "sk-None-", segment: 74, alphabet: "url" },
} as const satisfies Partial<Record<KindId, { prefix: string; segment: number; alphabet: keyof typeof alphabets }>>;

export type WatermarkedKind = keyof typeof watermarked;

/**
 * A string with the exact shape of a key, never a real one, the same for the same seed.
 * `segment` overrides the length of each random segment; `prefix` the text before them.
 */
export function makeKey(
  kind: KindId = "openai-project-key",
  seed = "0",
  options: { readonly segment?: number; readonly prefix?: string } = {},
): string {
  switch (kind) {
    case "openai-session-token":
      return `sess-${randomText(`${kind}:${seed}`, 40)}`;
    case "openai-realtime-secret":
      return `ek_${randomText(`${kind}:${seed}`, 32, "hex").replace(/^(.{12}).../, "$1819")}`;
    case "azure-openai-key":
      return `${randomText(`${kind}:${seed}:a`, 52)}JQQJ${99}${randomText(`${kind}:${seed}:b`, 18)}ACOG${randomText(`${kind}:${seed}:c`, 4)}`;
    case "openai-codex-access-token":
      return `at-${randomText(`${kind}:${seed}:a`, 20)}.${randomText(`${kind}:${seed}:b`, 22)}`;
    case "openai-refresh-token":
      return `rt_${randomText(`${kind}:${seed}:a`, 43, "url")}.${inner(randomText(`${kind}:${seed}:b`, 43, "url"))}`;
    case "openai-access-token":
      return makeJwt(accessClaims(seed), seed);
    case "openai-agent-identity":
      return makeJwt(agentClaims(seed), seed);
    default: {
      const shape = watermarked[kind];
      const length = options.segment ?? shape.segment;
      const left = inner(randomText(`${kind}:${seed}:l`, length, shape.alphabet));
      const right = inner(randomText(`${kind}:${seed}:r`, length, shape.alphabet));
      return `${options.prefix ?? shape.prefix}${left}${watermark}${right}`;
    }
  }
}

/** A key that begins or ends with `-` or `_` is legal; most tests want one that survives being pasted into prose. */
function inner(text: string): string {
  return text.replace(/^[-_]|[-_]$/g, "x");
}

/** Characters of the signature that RS256 makes with a key of 2,048 bits. */
const signatureLength = 342;

/** A JSON Web Token with these claims and a random signature, the same for the same seed. */
export function makeJwt(claims: object, seed: string, options: { readonly signature?: string } = {}): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const header = { alg: "RS256", typ: "JWT", kid: randomText(`kid:${seed}`, 32, "hex") };
  const signature = options.signature ?? inner(randomText(`signature:${seed}`, signatureLength, "url"));
  return `${encode(header)}.${encode(claims)}.${signature}`;
}

const issuedAt = Date.UTC(2026, 10, 1) / 1000;

/** What a ChatGPT access token says: made on 1 November 2026, and good for ten days. */
export function accessClaims(seed: string): Readonly<Record<string, unknown>> {
  const account = randomText(`account:${seed}`, 12, "hex");
  return {
    aud: ["https://api.openai.com/v1"],
    client_id: `app_${randomText(`client:${seed}`, 24)}`,
    exp: issuedAt + 864_000,
    "https://api.openai.com/auth": {
      chatgpt_account_id: account,
      chatgpt_plan_type: "team",
      chatgpt_user_id: `user-${randomText(`user:${seed}`, 24)}`,
    },
    "https://api.openai.com/profile": { email: "ada@acme.example", email_verified: true },
    iat: issuedAt,
    iss: "https://auth.openai.com",
    jti: account,
    scp: ["openid", "profile", "email", "offline_access"],
    sub: `auth0|${randomText(`sub:${seed}`, 24)}`,
  };
}

/** What the token of an agent identity says. */
export function agentClaims(seed: string): Readonly<Record<string, unknown>> {
  return {
    iss: "https://chatgpt.com/codex-backend/agent-identity",
    aud: "codex-app-server",
    iat: issuedAt,
    exp: issuedAt + 31_536_000,
    agent_runtime_id: `agent-${randomText(`runtime:${seed}`, 16)}`,
    agent_private_key: makeAgentKey(seed),
    account_id: randomText(`account:${seed}`, 12, "hex"),
    chatgpt_user_id: `user-${randomText(`user:${seed}`, 24)}`,
    email: "ada@acme.example",
    plan_type: "team",
    chatgpt_account_is_fedramp: false,
  };
}

/** The private key of an agent: PKCS #8 of Ed25519 in base64, without the mathematics. */
export function makeAgentKey(seed: string): string {
  const start = Buffer.from("302e020100300506032b657004220420", "hex");
  const random = Buffer.from(randomText(`agent-key:${seed}`, 64, "hex"), "hex");
  return Buffer.concat([start, random]).toString("base64");
}
