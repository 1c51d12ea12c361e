import { type Breaks, endOfSegment, hasText, isLetter, latin1 } from "../bytes.ts";
import { effort } from "../effort.ts";
import { createBinarySearch, neighbourhoods } from "./binary.ts";
import { startsWord } from "./boundary.ts";
import type { Match } from "./grammar.ts";

/** Base64 of `{"`: the beginning of a JSON Web Token and of its payload. */
export const jwtStart = "eyJ";

/** Largest header and payload that are read, in bytes; ChatGPT's access tokens have about 2,000 in all. */
const longest = { header: 1024, payload: 6144 } as const;

/** Signature length by algorithm; a truncated signature, or a dummy one in a test, has another length. */
const signatures: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map((alg) => [alg, [342, 512, 683]])),
  ...{ ES256: [86], EdDSA: [86], Ed25519: [86], ES384: [128], ES512: [176] },
};

/** The part of a token after its header: the same wherever the header may begin. */
interface Tail {
  /** Offset of the dot after the header. */
  readonly headerEnd: number;
  readonly kind: "openai-access-token" | "openai-agent-identity";
  /** Unix time in seconds; null when the token has no such claim. */
  readonly expiresAt: number | null;
  readonly signatureStart: number;
  readonly signatureEnd: number;
}

/** Calls `add` for every JSON Web Token issued by OpenAI that grants access. */
export function matchJwts(text: Buffer, breaks: Breaks, add: (match: Match) => void): void {
  const binary = createBinarySearch(text, neighbourhoods.wide);
  let headerEnd = 0;
  let tail: Tail | null = null;
  for (let at = text.indexOf(jwtStart); at >= 0; at = text.indexOf(jwtStart, at + 1)) {
    if (at >= headerEnd) {
      headerEnd = endOfSegment(text, at, text.length);
      tail = readTail(text, headerEnd);
    }
    if (tail === null || headerEnd - at > longest.header) continue;
    const ends = signatureEnds(text, at, tail);
    const { signatureEnd } = tail;
    const endsHere = (end: number) => end === signatureEnd || !isLetter(text[end]) || breaks.has(end);
    const bounded = startsWord(text, at) || breaks.has(at) ? ends.find(endsHere) : undefined;
    // In binary data an adjacent length, opcode or column may be a letter.
    const end = bounded ?? (binary.isNear(at) ? ends.at(-1) : undefined);
    if (end === undefined) continue;
    add({
      kind: tail.kind,
      confidence: "high",
      start: at,
      end,
      prefix: jwtStart,
      segments: [latin1(text, tail.signatureStart, end)],
      alphabetSize: 62,
      ...(tail.expiresAt === null ? {} : { expiresAt: tail.expiresAt }),
    });
    // The header may contain the three letters again.
    tail = null;
  }
}

/** The payload and signature of the token whose header ends at `headerEnd`; null when OpenAI did not issue it. */
function readTail(text: Uint8Array, headerEnd: number): Tail | null {
  const start = headerEnd + 1;
  if (text[headerEnd] !== 0x2e || !hasText(text, start, jwtStart)) return null;
  const end = endOfSegment(text, start, start + longest.payload);
  if (text[end] !== 0x2e) return null;
  const claims = readObject(text, start, end);
  const kind = claims === null ? null : kindOf(claims);
  if (claims === null || kind === null) return null;
  const signatureStart = end + 1;
  const expiresAt = typeof claims.exp === "number" && isTime(claims.exp) ? claims.exp : null;
  return { headerEnd, kind, expiresAt, signatureStart, signatureEnd: endOfSegment(text, signatureStart, end + 1024) };
}

/** True for a Unix time in seconds that `Date` can represent. */
function isTime(seconds: number): boolean {
  return seconds >= 0 && seconds < 250_000_000_000;
}

type Claims = Readonly<Record<string, unknown>>;

/** The JSON object encoded by a run of base64url; null for anything else. */
function readObject(text: Uint8Array, start: number, end: number): Claims | null {
  effort.bytes += end - start;
  try {
    const value: unknown = JSON.parse(Buffer.from(latin1(text, start, end), "base64url").toString());
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Claims) : null;
  } catch {
    return null;
  }
}

/** Where the signature may end according to its algorithm, within the run of its alphabet. */
function signatureEnds(text: Uint8Array, start: number, tail: Tail): number[] {
  const algorithm = readObject(text, start, tail.headerEnd)?.alg;
  const isKnown = typeof algorithm === "string" && Object.hasOwn(signatures, algorithm);
  const ends = isKnown ? (signatures[algorithm] ?? []).map((length) => tail.signatureStart + length) : [];
  return ends.filter((end) => end <= tail.signatureEnd);
}

const api = "https://api.openai.com/v1";
const accountClaim = "https://api.openai.com/auth";

/** The audience of an id token is its client (`app_…`): it identifies a person and grants no access. */
function kindOf(claims: Claims): Tail["kind"] | null {
  if (typeof claims.agent_private_key === "string" && claims.agent_private_key !== "") return "openai-agent-identity";
  const audience = [claims.aud].flat().filter((name) => typeof name === "string");
  if (typeof claims.iss === "string" && !isOpenAi(claims.iss)) return null;
  if (audience.includes(api)) return "openai-access-token";
  const isForClient = audience.some((name) => name.startsWith("app_"));
  return Object.hasOwn(claims, accountClaim) && !isForClient ? "openai-access-token" : null;
}

function isOpenAi(issuer: string): boolean {
  return /^(?:https:\/\/)?(?:[\w-]+\.)*openai\.com(?:\/|$)/.test(issuer);
}
