import { hasText, isLetter, latin1 } from "../bytes.ts";
import type { Match } from "./grammar.ts";

/** How an agent's private key begins: PKCS #8 of Ed25519, in base64. */
const privateKeyStart = "MC4CAQAwBQYDK2VwBCIEI";
const privateKeyLength = 64;
const agentKeyName = "agent_private_key";

/** Calls `add` for every private key named as an agent's, as Codex stores it outside a token. */
export function matchAgentKeys(text: Buffer, add: (match: Match) => void): void {
  for (let name = text.indexOf(agentKeyName); name >= 0; name = text.indexOf(agentKeyName, name + 1)) {
    const from = name + agentKeyName.length;
    const gap = /^[^A-Za-z0-9+/]{1,16}/.exec(latin1(text, from, from + 16))?.[0].length ?? 0;
    const start = from + gap;
    const end = start + privateKeyLength;
    if (gap === 0 || !hasText(text, start, privateKeyStart)) continue;
    const random = latin1(text, start + privateKeyStart.length, end);
    if (!/^[A-Za-z0-9+/]{43}$/.test(random) || isLetter(text[end])) continue;
    const common = { kind: "openai-agent-identity", confidence: "high", prefix: "" } as const;
    add({ ...common, start, end, segments: [random], alphabetSize: 62 });
  }
}
