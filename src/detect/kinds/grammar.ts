import { type Breaks, hasText, isLetter, latin1 } from "../bytes.ts";
import { type Confidence, type KindId, kinds } from "../kind.ts";

/** A credential in decoded text, with offsets into that text. */
export interface Match {
  readonly kind: KindId;
  readonly confidence: Confidence;
  readonly start: number;
  readonly end: number;
  /** The prefix that identifies the kind and may be shown: `sk-proj-`. */
  readonly prefix: string;
  /** The random parts, in order, which distinguish a key from a placeholder. */
  readonly segments: readonly string[];
  /** Smallest size of the alphabet of a random part: hexadecimal digits repeat more often than letters. */
  readonly alphabetSize: 16 | 62;
  /** Expiry stated by the credential itself, as Unix time in seconds; absent when it states none. */
  readonly expiresAt?: number;
}

/** Base64 of `OpenAI`: the middle of every `sk-` key. */
export const watermark = "T3BlbkFJ";

/** Shortest and longest random segment that counts as a key, on either side of the watermark. */
export const segmentBounds = { shortest: 20, longest: 100 } as const;

/** Longest `<name>-` of a named key; longer names are unknown in practice, and the limit keeps matching linear. */
export const longestName = 64;

/** Most bytes between the start of a key and its watermark. */
export const longestBeginning = longestName + segmentBounds.longest + 12;

const shortestPrefix = "sk-";

/** Characters of each segment of a legacy key, with or without a name. */
const legacySegment = 20;

/** Prefixes that identify a kind, and the segment lengths that OpenAI is known to have issued with them. */
const prefixed = Object.values(kinds).flatMap(({ id, form }) =>
  form.type === "watermark" && form.prefix !== shortestPrefix ? [{ ...form, kind: id }] : [],
);

/** Segment lengths of the other kinds, which a named key may have too; they may likewise be followed by "-old". */
const longNamed = [74, 58];

/** Names that belong to another vendor's keys. */
const foreignNames = ["ant-", "or-"];

const noBreaks: Breaks = new Set();

/**
 * The `sk-` key whose watermark is at `at` and that starts at one of `starts`, or null. `starts` are the ascending
 * offsets of `sk-` where a key may start, with only letters, digits, `-` and `_` up to the watermark. `rightRun` is the
 * number of such bytes after the watermark, at most one more than the longest segment.
 */
export function matchWatermark(
  text: Uint8Array,
  at: number,
  starts: readonly number[],
  rightRun: number,
  breaks: Breaks = noBreaks,
): Match | null {
  if (rightRun < segmentBounds.shortest) return null;
  let found: Match | null = null;
  for (let i = starts.length - 1; i >= 0; i--) {
    const match = matchFrom(text, starts[i] as number, at, rightRun, breaks);
    if (match === null) continue;
    if (match.kind !== "openai-named-key") return match;
    // The leftmost start wins, since a name may itself hold "sk-"; but joined keys of one length make longer equal segments.
    if (found?.confidence !== "high" || match.confidence === "high") found = match;
  }
  return found;
}

function matchFrom(text: Uint8Array, start: number, at: number, rightRun: number, breaks: Breaks): Match | null {
  for (const { kind, prefix, issued } of prefixed) {
    if (!hasText(text, start, prefix)) continue;
    const length = at - start - prefix.length;
    if (!isSegmentLength(length) || !endsSegment(text, at, length, rightRun, breaks)) return null;
    return build(text, kind, start, at, length, prefix, issued.includes(length) ? "high" : "medium");
  }
  return matchLegacy(text, start, at, rightRun, breaks) ?? matchNamed(text, start, at, rightRun, breaks);
}

function matchLegacy(text: Uint8Array, start: number, at: number, rightRun: number, breaks: Breaks): Match | null {
  const length = at - start - 3;
  if (!isSegmentLength(length) || !areLetters(text, start + 3, at)) return null;
  if (!endsSegment(text, at, length, rightRun, breaks)) return null;
  const right = at + watermark.length;
  if (!areLetters(text, right, right + length)) return null;
  return build(text, "openai-user-key", start, at, length, "sk-", length === legacySegment ? "high" : "medium");
}

function matchNamed(text: Uint8Array, start: number, at: number, rightRun: number, breaks: Breaks): Match | null {
  const right = at + watermark.length;
  // Try 20 letters on each side first: a suffix such as "-old" must not become part of a longer segment.
  for (const length of [legacySegment, rightRun, ...longNamed]) {
    const nameEnd = at - length;
    if (!isName(text, start, nameEnd)) continue;
    if (!isSegmentLength(length) || !endsSegment(text, at, length, rightRun, breaks)) continue;
    if (length === legacySegment && !(areLetters(text, nameEnd, at) && areLetters(text, right, right + legacySegment)))
      continue;
    const prefix = latin1(text, start, nameEnd);
    return build(text, "openai-named-key", start, at, length, prefix, length === legacySegment ? "high" : "medium");
  }
  return null;
}

/**
 * The `sk-` key whose watermark is at `at` in binary data, where an adjacent length, opcode or column may be a letter,
 * so that only the lengths issued by OpenAI determine where it ends. A fixed prefix and a watermark at one of a few
 * distances do not occur by chance. `starts` are all offsets of `sk-`, those that start a word first.
 */
export function matchPacked(text: Uint8Array, at: number, starts: readonly number[], rightRun: number): Match | null {
  if (rightRun < segmentBounds.shortest) return null;
  let named: Match | null = null;
  for (const start of starts) {
    const match = matchPackedFrom(text, start, at, rightRun);
    if (match !== null && match.kind !== "openai-named-key") return match;
    named ??= match;
  }
  return named;
}

function matchPackedFrom(text: Uint8Array, start: number, at: number, rightRun: number): Match | null {
  for (const { kind, prefix, issued } of prefixed) {
    if (!hasText(text, start, prefix)) continue;
    const length = at - start - prefix.length;
    const isKnown = issued.includes(length) && rightRun >= length;
    return isKnown ? build(text, kind, start, at, length, prefix, "high") : null;
  }
  const right = at + watermark.length;
  const segment = at - legacySegment;
  if (segment < start + 3 || !areLetters(text, segment, at) || !areLetters(text, right, right + legacySegment))
    return null;
  if (segment === start + 3) return build(text, "openai-user-key", start, at, legacySegment, "sk-", "high");
  if (!isName(text, start, segment)) return null;
  return build(text, "openai-named-key", start, at, legacySegment, latin1(text, start, segment), "high");
}

/** True for `sk-<name>-` between two offsets. */
function isName(text: Uint8Array, start: number, end: number): boolean {
  const name = end - start - 3;
  if (name < 2 || name > longestName + 1 || text[end - 1] !== 0x2d) return false;
  return !foreignNames.some((foreign) => hasText(text, start + 3, foreign));
}

function build(
  text: Uint8Array,
  kind: KindId,
  start: number,
  at: number,
  length: number,
  prefix: string,
  confidence: Confidence,
): Match {
  const right = at + watermark.length;
  const segments = [latin1(text, at - length, at), latin1(text, right, right + length)];
  return { kind, confidence, start, end: right + length, prefix, segments, alphabetSize: 62 };
}

/**
 * A segment as long as its counterpart ends where the run of its alphabet ends, or before a `-` or `_`: both may follow
 * a key (`_key_` in Markdown, `key-old.txt`) or be part of one, while a letter would make the segments unequal.
 */
function endsSegment(text: Uint8Array, at: number, length: number, rightRun: number, breaks: Breaks): boolean {
  if (rightRun < length) return false;
  const end = at + watermark.length + length;
  return rightRun === length || !isLetter(text[end]) || breaks.has(end);
}

function isSegmentLength(length: number): boolean {
  return length >= segmentBounds.shortest && length <= segmentBounds.longest;
}

function areLetters(text: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isLetter(text[i])) return false;
  return true;
}
