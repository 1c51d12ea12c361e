import { type Breaks, endOfSegment, isLetter, latin1 } from "../bytes.ts";
import { createBinarySearch, neighbourhoods } from "./binary.ts";
import { isLineBroken, startsMarkedWord } from "./boundary.ts";
import type { Match } from "./grammar.ts";

/** Characters of each half of a refresh token. */
const refreshHalf = 43;

/** Characters of a refresh token in the newer format, after `rt.1.`. */
const newerRefresh = { shortest: 40, longest: 512 } as const;

/** Calls `add` for every refresh token: `rt_` and two random halves, or `rt.1.` and random text of any length. */
export function matchRefreshTokens(
  text: Buffer,
  { breaks, isBinary }: { readonly breaks: Breaks; readonly isBinary: () => boolean },
  add: (match: Match) => void,
): void {
  const matchAll = (prefix: string, find: (start: number) => Match | null, isPacked: () => boolean) => {
    const binary = createBinarySearch(text, neighbourhoods.narrow);
    for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + 1)) {
      const match = find(at);
      if (match === null) continue;
      const isBounded =
        (startsMarkedWord(text, at) || breaks.has(at)) && (!isLetter(text[match.end]) || breaks.has(match.end));
      // In binary data an adjacent length, opcode or column may be a letter.
      if (isBounded || binary.isNear(at) || isPacked()) add(match);
    }
  };
  matchAll("rt_", (start) => refreshToken(text, start), isBinary);
  matchAll(
    "rt.1.",
    (start) => newerRefreshToken(text, start),
    () => false,
  );
}

function refreshToken(text: Uint8Array, start: number): Match | null {
  const first = start + 3;
  const dot = first + refreshHalf;
  if (text[dot] !== 0x2e) return null;
  const end = dot + 1 + refreshHalf;
  if (endOfSegment(text, first, dot) !== dot || endOfSegment(text, dot + 1, end) !== end) return null;
  const segments = [latin1(text, first, dot), latin1(text, dot + 1, end)];
  return { kind: "openai-refresh-token", confidence: "high", start, end, prefix: "rt_", segments, alphabetSize: 62 };
}

function newerRefreshToken(text: Uint8Array, start: number): Match | null {
  const prefix = "rt.1.";
  const first = start + prefix.length;
  const end = endOfSegment(text, first, first + newerRefresh.longest);
  const random = latin1(text, first, end);
  // Some names are as long: forty random characters include upper-case and lower-case letters and digits.
  const isRandom = /[A-Z]/.test(random) && /[a-z]/.test(random) && /\d/.test(random);
  if (random.length < newerRefresh.shortest || !isRandom || isLineBroken(text, end)) return null;
  return { kind: "openai-refresh-token", confidence: "high", start, end, prefix, segments: [random], alphabetSize: 62 };
}
