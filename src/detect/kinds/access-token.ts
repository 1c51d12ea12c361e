import { type Breaks, isLetter, isSegmentByte, latin1 } from "../bytes.ts";
import { effort } from "../effort.ts";
import { createBinarySearch, neighbourhoods } from "./binary.ts";
import { isLineBroken, startsMarkedWord } from "./boundary.ts";
import type { Match } from "./grammar.ts";

/** Names under which access tokens are stored. The search looks for parts of these names. */
const accessTokenName =
  /codex[-_]?(?:access[-_]?)?token|personal[-_]?access[-_]?token|with-access-token|CODEX_PAT\b|user-auth-credential/i;

/** Bytes on each side of an access token that are searched for its name. */
const nameReach = 160;

/** Characters of an access token after `at-`; OpenAI does not publish their number. */
const accessLengths = { shortest: 12, longest: 256 } as const;

export const accessTokenStart = "at-";

/** True when one of these names is near an offset of a text. */
export function isBesideTokenName(text: Uint8Array, at: number): boolean {
  effort.bytes += 2 * nameReach;
  return accessTokenName.test(latin1(text, at - nameReach, at + nameReach));
}

/**
 * Calls `add` for every access token of Codex: `at-` and opaque text near one of its names. The prefix alone is too
 * common.
 */
export function matchAccessTokens(
  text: Buffer,
  { breaks, isNamed }: { readonly breaks: Breaks; readonly isNamed: boolean },
  add: (match: Match) => void,
): void {
  const binary = createBinarySearch(text, neighbourhoods.narrow);
  for (let at = text.indexOf(accessTokenStart); at >= 0; at = text.indexOf(accessTokenStart, at + 1)) {
    const match = accessToken(text, at);
    if (match === null) continue;
    const isBounded = breaks.has(at) || (startsMarkedWord(text, at) && text[at - 1] !== 0x2e);
    // In binary data the name may end directly before it.
    if (!isBounded && !binary.isNear(at)) continue;
    if ((isNamed && at === 0) || isBesideTokenName(text, at) || isBesideTokenName(text, match.end)) add(match);
  }
}

function accessToken(text: Uint8Array, start: number): Match | null {
  const first = start + accessTokenStart.length;
  let end = first;
  while (end < first + accessLengths.longest && isTokenByte(text[end])) end++;
  effort.bytes += end - first;
  if (isLineBroken(text, end)) return null;
  // Trailing punctuation belongs to the sentence or to Markdown.
  while (end > first && !isLetter(text[end - 1])) end--;
  const random = latin1(text, first, end);
  if (random.length < accessLengths.shortest || !isOpaque(random)) return null;
  const common = { kind: "openai-codex-access-token", confidence: "medium", prefix: accessTokenStart } as const;
  return { ...common, start, end, segments: [random], alphabetSize: 62 };
}

function isTokenByte(byte: number | undefined): boolean {
  return isSegmentByte(byte) || byte === 0x2e || byte === 0x7e;
}

/** True unless all parts are words or numbers, as in `at-your-own-risk-2024`. */
function isOpaque(random: string): boolean {
  return random.split(/[-._~]/).some((part) => /\d[A-Za-z]|[A-Za-z]\d/.test(part) || /[a-z][A-Z]/.test(part));
}
