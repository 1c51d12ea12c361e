import { type Breaks, hasText, hexValue, isLetter, isSegmentByte, latin1 } from "../bytes.ts";
import { effort } from "../effort.ts";
import { azureNeighbourhood, hexRun } from "../reach.ts";
import { azureKeyNameBefore, isInAzureOpenAi, longestGiving } from "./azure-key-name.ts";
import { isMark, startsMarkedWord, startsWord } from "./boundary.ts";
import type { Match } from "./grammar.ts";

/** Kinds without the watermark: a fixed beginning and a fixed number of characters after it. */

const session = /^sess-([A-Za-z0-9]{40})/;
const realtime = /^ek_([0-9a-f]{32})/;
const azure = /^([A-Za-z0-9]{52})JQQJ99([A-Za-z0-9]{18})ACOG([A-Za-z0-9]{4})/;
/** In binary data letters may be adjacent to a secret; hashes are at least eight digits longer. */
const hashBegins = /^ek_[0-9a-f]{40}/;

/** What the plain text of each of these kinds contains. */
export const tokenAnchors = ["sess-", "ek_", "JQQJ99"] as const;

/** The credential whose anchor is at `at`, or null. */
export function matchToken(
  text: Uint8Array,
  anchor: (typeof tokenAnchors)[number],
  at: number,
  breaks: Breaks,
): Match | null {
  if (anchor === "JQQJ99") return matchAzure(text, at - 52, breaks);
  // Most candidates are too short: a few bytes show that without creating a string.
  const goesOn = anchor === "sess-" ? isLetter(text[at + 24]) : hexValue(text[at + 18]) >= 0;
  if (!goesOn || !isLetter(text[at + 34])) return null;
  const startsInside = !startsMarkedWord(text, at);
  if (startsInside && !breaks.has(at)) return null;
  const end = at + (anchor === "sess-" ? 45 : 35);
  const endsInside = !endsToken(text, anchor, end);
  if (endsInside && !breaks.has(end)) return null;
  const part = latin1(text, at, at + 48);
  if (anchor === "ek_") return realtimeSecret(at, part);
  // A list of names occasionally ends after exactly forty letters.
  return startsInside || endsInside ? surelyRandom(sessionToken(at, part)) : sessionToken(at, part);
}

/**
 * The credential whose anchor is at `at` in binary data, where an adjacent length, opcode or column may be a letter.
 */
export function matchPackedToken(text: Uint8Array, anchor: (typeof tokenAnchors)[number], at: number): Match | null {
  if (anchor === "JQQJ99") return azureKey(text, at - 52);
  const part = latin1(text, at, at + 48);
  if (anchor === "ek_") return hashBegins.test(part) ? null : realtimeSecret(at, part);
  // `process-` and `access-` are followed by names.
  return surelyRandom(sessionToken(at, part));
}

/** Requires a digit: only one in a thousand runs of forty random characters has none. */
function surelyRandom(match: Match | null): Match | null {
  return match !== null && /\d/.test(match.segments[0] ?? "") ? match : null;
}

/** True when a token may end at `end`: a name may begin with `ek_` and a hash, and may continue after a `-` or `_`. */
function endsToken(text: Uint8Array, anchor: "sess-" | "ek_", end: number): boolean {
  let next = end;
  if (anchor === "ek_") while (next - end < 3 && isMark(text[next])) next++;
  return !isLetter(text[next]);
}

function sessionToken(start: number, part: string): Match | null {
  const random = session.exec(part)?.[1];
  // Names and hashes are not session tokens: forty random letters include both cases.
  if (random === undefined || !(/[A-Z]/.test(random) && /[a-z]/.test(random))) return null;
  return {
    kind: "openai-session-token",
    confidence: "medium",
    start,
    end: start + 45,
    prefix: "sess-",
    segments: [random],
    alphabetSize: 62,
  };
}

/** Identifiers issued by OpenAI begin with eight digits of time and four more. */
const issued = /^[0-9a-f]{12}819/;

function realtimeSecret(start: number, part: string): Match | null {
  const random = realtime.exec(part)?.[1];
  if (random === undefined) return null;
  return {
    kind: "openai-realtime-secret",
    // Other digits may be a hash in a name that happens to begin with these letters.
    confidence: issued.test(random) ? "high" : "medium",
    start,
    end: start + 35,
    prefix: "ek_",
    segments: [random],
    alphabetSize: 16,
  };
}

function matchAzure(text: Uint8Array, start: number, breaks: Breaks): Match | null {
  if (isLetter(text[start - 1]) && !startsWord(text, start) && !breaks.has(start)) return null;
  if (isLetter(text[start + 84]) && !breaks.has(start + 84)) return null;
  return azureKey(text, start);
}

function azureKey(text: Uint8Array, start: number): Match | null {
  if (start < 0 || text[start + 76] !== 0x41 || text[start + 79] !== 0x47) return null;
  const match = azure.exec(latin1(text, start, start + 84));
  if (match === null) return null;
  const segments = [match[1] ?? "", match[2] ?? ""];
  return {
    kind: "azure-openai-key",
    confidence: "high",
    start,
    end: start + 84,
    prefix: "",
    segments,
    alphabetSize: 62,
  };
}

/** Searches near one Azure OpenAI name after another for old Azure keys. */
export interface AzureNameSearch {
  /**
   * Old Azure OpenAI keys: 32 hexadecimal digits assigned to a key near the Azure OpenAI name at `at`. Confidence is
   * low, since only the name distinguishes them from a hash. Names must come in ascending order, so that text near two
   * names of one sort is examined once.
   */
  match(at: number): Match[];
}

export function createAzureNameSearch(text: Uint8Array): AzureNameSearch {
  const done = { host: 0, name: 0 };
  return {
    match(at) {
      const isHost = hasText(text, at, "openai.azure.com");
      const sort = isHost ? "host" : "name";
      const from = Math.max(0, at - azureNeighbourhood, done[sort]);
      const to = Math.min(text.length, at + azureNeighbourhood);
      const matches: Match[] = [];
      let start = from;
      // A run that began before is known, or reaches out of the neighbourhood.
      while (start > 0 && start < to && isTokenByte(text[start - 1])) start++;
      for (; start < to; start++) {
        // `${NAME:-` gives a value, too.
        if (!isTokenByte(text[start]) || (text[start] === 0x2d && text[start - 1] === 0x3a)) continue;
        const end = endOfToken(text, start, to + hexRun);
        if (isHex32(text, start, end)) {
          if (isGivenToKey(text, start, isHost)) matches.push(oldKey(text, start));
        }
        start = end;
      }
      effort.bytes += Math.max(0, start - from);
      done[sort] = Math.max(done[sort], Math.min(start, to));
      return matches;
    },
  };
}

function isGivenToKey(text: Uint8Array, at: number, isBesideHost: boolean): boolean {
  effort.bytes += longestGiving;
  const name = azureKeyNameBefore(latin1(text, Math.max(0, at - longestGiving), at));
  if (name !== "any-key" || isBesideHost) return name !== "other";
  effort.bytes += azureNeighbourhood;
  return isInAzureOpenAi(latin1(text, Math.max(0, at - azureNeighbourhood), at));
}

function oldKey(text: Uint8Array, start: number): Match {
  const end = start + hexRun;
  const segments = [latin1(text, start, end)];
  return { kind: "azure-openai-key", confidence: "low", start, end, prefix: "", segments, alphabetSize: 16 };
}

/** What a hash, a number in base64 or a longer name is made of. */
function isTokenByte(byte: number | undefined): boolean {
  return isSegmentByte(byte) || byte === 0x2b || byte === 0x2f;
}

function endOfToken(text: Uint8Array, from: number, limit: number): number {
  let end = from;
  while (end < limit && isTokenByte(text[end])) end++;
  return end;
}

function isHex32(text: Uint8Array, start: number, end: number): boolean {
  if (end - start !== hexRun || text[end] === 0x3d) return false;
  for (let i = start; i < end; i++) {
    const byte = text[i] as number;
    if (hexValue(byte) < 0 || (byte >= 0x41 && byte <= 0x46)) return false;
  }
  return true;
}
