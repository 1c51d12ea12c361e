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
    default: {
      const shape = watermarked[kind];
      const length = options.segment ?? shape.segment;
      // A key that ends in "-" or "_" is legal; most tests want one that survives being pasted into prose.
      const left = randomText(`${kind}:${seed}:l`, length, shape.alphabet).replace(/^[-_]|[-_]$/g, "x");
      const right = randomText(`${kind}:${seed}:r`, length, shape.alphabet).replace(/^[-_]|[-_]$/g, "x");
      return `${options.prefix ?? shape.prefix}${left}${watermark}${right}`;
    }
  }
}
