import { isLetter, type Match, startsWord } from "./grammar.ts";
import { latin1 } from "./latin1.ts";

/** Kinds without the watermark: a fixed beginning and a fixed number of characters after it. */

const session = /^sess-([A-Za-z0-9]{40})(?![A-Za-z0-9_-])/;
const realtime = /^ek_([0-9a-f]{32})(?![A-Za-z0-9_-])/;
const azure = /^([A-Za-z0-9]{52})JQQJ99([A-Za-z0-9]{18})ACOG([A-Za-z0-9]{4})(?![A-Za-z0-9])/;

/** What the plain text of each of these kinds holds. */
export const tokenAnchors = ["sess-", "ek_", "JQQJ99"] as const;

/** The credential whose anchor stands at `at`, or null. */
export function matchToken(text: Uint8Array, anchor: (typeof tokenAnchors)[number], at: number): Match | null {
  if (anchor === "JQQJ99") return matchAzure(text, at - 52);
  if (!startsWord(text, at) || text[at - 1] === 0x2d || text[at - 1] === 0x5f) return null;
  const part = latin1(text, at, at + 48);
  if (anchor === "sess-") {
    const random = session.exec(part)?.[1];
    // Names and hashes are no session tokens: forty random letters hold capitals and small ones.
    if (random === undefined || !(/[A-Z]/.test(random) && /[a-z]/.test(random))) return null;
    return {
      kind: "openai-session-token",
      confidence: "medium",
      start: at,
      end: at + 45,
      prefix: "sess-",
      segments: [random],
    };
  }
  const random = realtime.exec(part)?.[1];
  if (random === undefined) return null;
  return {
    kind: "openai-realtime-secret",
    confidence: "high",
    start: at,
    end: at + 35,
    prefix: "ek_",
    segments: [random],
  };
}

function matchAzure(text: Uint8Array, start: number): Match | null {
  if (start < 0 || (isLetter(text[start - 1]) && !startsWord(text, start))) return null;
  const match = azure.exec(latin1(text, start, start + 85));
  if (match === null) return null;
  const segments = [match[1] ?? "", match[2] ?? ""];
  return { kind: "azure-openai-key", confidence: "high", start, end: start + 84, prefix: "", segments };
}

/** Bytes on each side of an Azure OpenAI name in which an old key is looked for. */
export const azureNeighbourhood = 400;

const hex32 = /(?<![A-Za-z0-9+/_-])[0-9a-f]{32}(?![A-Za-z0-9+/_=-])/g;
const keyName =
  /(?:api|openai|access|subscription|azure)[\w. -]{0,24}key\w{0,8}["'`\])]*[ \t]*(?:[:=,]|=>|:=|\|\|=|\?\?)[ \t]*(?:\w{1,24}\(\s{0,8})?["'`]?$/i;
const azureKeyName =
  /azure[_.-]?openai[\w.-]{0,24}(?:key|token|secret)\w{0,8}["'`\])]*[ \t]*(?:[:=,]|=>|:=)[ \t]*["'`]?$/i;

/**
 * Old Azure OpenAI keys, 32 hexadecimal digits, given to something called a key beside the Azure OpenAI name at `at`.
 * Low confidence: the name is all that tells them from a hash.
 */
export function matchAzureNames(text: Uint8Array, at: number): Match[] {
  const base = Math.max(0, at - azureNeighbourhood);
  const part = latin1(text, base, at + azureNeighbourhood);
  const isHost = latin1(text, at, at + 16) === "openai.azure.com";
  const matches: Match[] = [];
  for (const match of part.matchAll(hex32)) {
    const before = part.slice(Math.max(0, match.index - 100), match.index);
    if (!(isHost ? keyName : azureKeyName).test(before)) continue;
    const start = base + match.index;
    const segments = [match[0]];
    matches.push({ kind: "azure-openai-key", confidence: "low", start, end: start + 32, prefix: "", segments });
  }
  return matches;
}
