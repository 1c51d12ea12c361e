import type { Excerpt } from "./finding.ts";
import { decodeText, nextLineEnd, type TextGrid } from "./text-position.ts";

/** Bytes that must not be shown, and the text that replaces them. */
export interface MaskedSpan {
  readonly start: number;
  readonly end: number;
  /** The masked forms of the credentials in it. */
  readonly labels: readonly string[];
}

/** UTF-16 units of a line shown on each side of a finding. */
const shownUnits = 200;
/** Bytes examined on each side: more than the shown units can occupy. */
const windowBytes = 4096;

/** Merges overlapping spans. @param spans ascending by start */
export function mergeSpans(spans: readonly MaskedSpan[]): MaskedSpan[] {
  const merged: MaskedSpan[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span.start < last.end) {
      const labels = [...new Set([...last.labels, ...span.labels])];
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end), labels };
    } else {
      merged.push(span);
    }
  }
  return merged;
}

/** The input for an excerpt. */
export interface ExcerptInput {
  readonly bytes: Uint8Array;
  readonly grid: TextGrid;
  /** Start of the first byte's line. */
  readonly lineStart: number;
  readonly start: number;
  readonly end: number;
  /** Replaces the finding's text; null shows that text. */
  readonly label: string | null;
  /** Every credential of the document, as returned by {@link mergeSpans}. */
  readonly masked: readonly MaskedSpan[];
}

/** The line or lines around `start` to `end`, with every credential in them masked. */
export function excerptOf(input: ExcerptInput): Excerpt {
  const { bytes, grid, label } = input;
  // A credential that overlaps another one is masked together with it.
  const touching = spansWithin(input.masked, input.start, input.end);
  const start = Math.min(input.start, ...touching.map((span) => span.start));
  const end = Math.max(input.end, ...touching.map((span) => span.end));

  // A wider span next to this finding may begin lines earlier.
  const above = start < input.lineStart;
  const from = above ? start : Math.max(input.lineStart, start - windowBytes);
  const lineEnd = nextLineEnd(bytes, grid, end, end + windowBytes);
  const to = lineEnd === -1 ? Math.min(bytes.length, end + windowBytes) : lineEnd;

  const before = maskedText(input, from, start);
  const own = label === null ? maskedText(input, start, end) : { text: label, others: false };
  const after = maskedText(input, end, to);

  const cutBefore = from > input.lineStart || above || before.text.length > shownUnits;
  const cutAfter = (lineEnd === -1 && to < bytes.length) || after.text.length > shownUnits;
  const head = cutBefore ? keepEnd(before.text) : before.text;
  const trimmed = cutAfter ? after.text : after.text.replace(/\r$/, "");
  const tail = cutAfter ? keepStart(trimmed) : trimmed;
  const shared = label !== null && touching.some((span) => span.labels.length > 1);
  return {
    text: `${head}${own.text}${tail}`,
    start: head.length,
    end: head.length + own.text.length,
    partial: cutBefore || cutAfter || before.others || after.others || own.others || shared,
  };
}

function maskedText(input: ExcerptInput, from: number, to: number): { text: string; others: boolean } {
  const { bytes, grid } = input;
  const spans = spansWithin(input.masked, from, to);
  let text = "";
  let at = from;
  for (const span of spans) {
    if (span.start > at) text += decodeText(bytes.subarray(at, span.start), grid);
    text += span.labels.join(" ");
    at = span.end;
  }
  if (at < to) text += decodeText(bytes.subarray(at, to), grid);
  return { text, others: spans.length > 0 };
}

function spansWithin(spans: readonly MaskedSpan[], from: number, to: number): MaskedSpan[] {
  const within: MaskedSpan[] = [];
  for (let index = firstEndingAfter(spans, from); index < spans.length; index++) {
    const span = spans[index];
    if (span === undefined || span.start >= to) break;
    within.push(span);
  }
  return within;
}

function firstEndingAfter(spans: readonly MaskedSpan[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The byte window may begin or end inside a character; the rest appears as U+FFFD, half a pair as a lone surrogate.
function keepEnd(text: string): string {
  return text.slice(-shownUnits).replace(/^[\uFFFD\uDC00-\uDFFF]+/, "");
}

function keepStart(text: string): string {
  return text.slice(0, shownUnits).replace(/[\uFFFD\uD800-\uDBFF]+$/, "");
}
