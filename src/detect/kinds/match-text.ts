import { type Breaks, isSegmentByte } from "../bytes.ts";
import { effort } from "../effort.ts";
import { matchAccessTokens } from "./access-token.ts";
import { matchAgentKeys } from "./agent-key.ts";
import { createBinarySearch, neighbourhoods } from "./binary.ts";
import { startsWord } from "./boundary.ts";
import { longestBeginning, type Match, matchPacked, matchWatermark, segmentBounds, watermark } from "./grammar.ts";
import { matchJwts } from "./jwt.ts";
import { matchRefreshTokens } from "./refresh-token.ts";
import { matchPackedToken, matchToken, tokenAnchors } from "./token.ts";

/** Context from outside a text. */
export interface TextContext {
  readonly breaks: Breaks;
  /** True when a name outside the text identifies it as a Codex access token. */
  readonly isNamed: boolean;
  /** Whether the data that contains the text is binary, however far away the signs of it are. */
  readonly isBinary: () => boolean;
}

/** Calls `add` for every credential of `text` without decoding it. Examines each byte a bounded number of times. */
export function matchText(text: Uint8Array, context: TextContext, add: (match: Match) => void): void {
  const { breaks, isNamed, isBinary } = context;
  const buffer = Buffer.from(text.buffer, text.byteOffset, text.length);
  matchWatermarks(buffer, context, add);
  for (const anchor of tokenAnchors) {
    const binary = createBinarySearch(text, anchor === "JQQJ99" ? neighbourhoods.wide : neighbourhoods.narrow);
    for (let at = buffer.indexOf(anchor); at >= 0; at = buffer.indexOf(anchor, at + 1)) {
      const match = matchToken(text, anchor, at, breaks);
      if (match !== null) add(match);
      else {
        const packed = matchPackedToken(text, anchor, at);
        if (packed !== null && (binary.isNear(at) || (anchor === "JQQJ99" && isBinary()))) add(packed);
      }
    }
  }
  matchJwts(buffer, breaks, add);
  matchRefreshTokens(buffer, context, add);
  matchAccessTokens(buffer, { breaks, isNamed }, add);
  matchAgentKeys(buffer, add);
  effort.bytes += text.length;
}

/**
 * Matching a watermark reuses what the previous one established: the offsets of `sk-` and which of them start a word,
 * and where the run of a key's alphabet began and ends.
 */
function matchWatermarks(
  text: Buffer,
  { breaks, isBinary }: Pick<TextContext, "breaks" | "isBinary">,
  add: (match: Match) => void,
): void {
  let next = text.indexOf("sk-");
  if (next < 0) return;
  let starts: number[] = [];
  let packedStarts: number[] = [];
  const binary = createBinarySearch(text, neighbourhoods.wide);
  let looked = 0;
  let runStart = 0;
  let runEnd = 0;
  for (let at = text.indexOf(watermark, next); at >= 0; at = text.indexOf(watermark, at + 1)) {
    const earliest = at - longestBeginning;
    for (; next >= 0 && next < at; next = text.indexOf("sk-", next + 1)) {
      if (next < earliest) continue;
      const startsKey = breaks.has(next) || startsWord(text, next);
      (startsKey ? starts : packedStarts).push(next);
    }
    for (looked = Math.max(looked, earliest, 0); looked < at; looked++) {
      if (!isSegmentByte(text[looked])) runStart = looked + 1;
    }
    const first = Math.max(earliest, runStart);
    starts = dropBefore(starts, first);
    packedStarts = dropBefore(packedStarts, first);
    if (starts.length + packedStarts.length === 0) {
      if (next < 0) return;
      continue;
    }
    const right = at + watermark.length;
    runEnd = Math.max(runEnd, right);
    while (runEnd - right <= segmentBounds.longest && isSegmentByte(text[runEnd])) runEnd++;
    effort.bytes += starts.length + packedStarts.length;
    const rightRun = Math.min(runEnd - right, segmentBounds.longest + 1);
    const match = matchWatermark(text, at, starts, rightRun, breaks);
    // A name may have absorbed the text before a key.
    const isSure = match !== null && match.kind !== "openai-named-key";
    const packed = isSure ? null : matchPacked(text, at, [...starts, ...packedStarts], rightRun);
    const isBetter = packed !== null && (match === null || packed.kind !== "openai-named-key");
    if (isBetter && (binary.isNear(at) || isBinary())) add(packed);
    else if (match !== null) add(match);
  }
}

/** The offsets from `first` on; returns `starts` itself when that is all of them. */
function dropBefore(starts: number[], first: number): number[] {
  return starts.length > 0 && (starts[0] as number) < first ? starts.filter((start) => start >= first) : starts;
}
