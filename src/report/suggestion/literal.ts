/** One way of writing a string in a language. */
export interface StringForm {
  /** Opening text with its prefix letters, e.g. `f"`; matched at a token's start, longest first. */
  readonly open: RegExp;
  readonly close: string;
  /** How `close` is written inside: after a backslash, twice, or not at all. */
  readonly escape: "backslash" | "doubled" | "none";
}

/** The part of a language's grammar that distinguishes strings from comments within one line. */
export interface Lexicon {
  readonly strings: readonly StringForm[];
  /** Each begins a comment that extends to the end of the line. */
  readonly lineComments: readonly string[];
  /** True when a `#` begins a comment only after a blank or at the start, as in a shell. */
  readonly blankBeforeComment?: boolean;
  readonly blockComment?: readonly [string, string];
  /** Text that is not a string although it contains a quote, e.g. a character literal. */
  readonly skip?: RegExp;
}

/** The string literal around a range of a line. */
export interface Literal {
  readonly type: "literal";
  /** Prefix letters and opening quote. */
  readonly open: string;
  readonly close: string;
  /** Offsets in the line: of the opening, and after the closing. */
  readonly start: number;
  readonly end: number;
  /** The content around the range. */
  readonly before: string;
  readonly after: string;
}

export type Context = Literal | { readonly type: "comment" } | { readonly type: "bare" } | { readonly type: "unclear" };

/**
 * What encloses the range `start` to `end` of a line, reading the line from its beginning. A line may begin inside a
 * string or comment of an earlier one; then quotes do not pair around the range and the answer is `unclear` or `bare`.
 */
export function contextOf(line: string, start: number, end: number, lexicon: Lexicon): Context {
  let at = 0;
  while (at < start) {
    const skipped = matchAt(lexicon.skip, line, at);
    if (skipped !== null && at + skipped.length <= start) {
      at += skipped.length;
      continue;
    }
    if (startsComment(line, at, lexicon)) return { type: "comment" };
    if (lexicon.blockComment && line.startsWith(lexicon.blockComment[0], at)) {
      const close = line.indexOf(lexicon.blockComment[1], at + lexicon.blockComment[0].length);
      if (close === -1 || close >= end) return { type: "comment" };
      at = close + lexicon.blockComment[1].length;
      continue;
    }
    const opened = openedAt(line, at, lexicon.strings);
    if (opened === null) {
      at += 1;
      continue;
    }
    const contentStart = at + opened.open.length;
    const close = closeOf(line, contentStart, opened.form);
    if (close === -1 || close >= start) {
      if (close === -1 || close < end || contentStart > start) return { type: "unclear" };
      return {
        type: "literal",
        open: opened.open,
        close: opened.form.close,
        start: at,
        end: close + opened.form.close.length,
        before: line.slice(contentStart, start),
        after: line.slice(end, close),
      };
    }
    at = close + opened.form.close.length;
  }
  return { type: "bare" };
}

/** True when a comment to the end of the line begins at an offset. */
export function startsComment(line: string, at: number, lexicon: Lexicon): boolean {
  if (!lexicon.lineComments.some((comment) => line.startsWith(comment, at))) return false;
  return lexicon.blankBeforeComment !== true || at === 0 || /\s/.test(line[at - 1] ?? "");
}

function matchAt(pattern: RegExp | undefined, line: string, at: number): string | null {
  if (pattern === undefined) return null;
  const sticky = new RegExp(pattern.source, "y");
  sticky.lastIndex = at;
  return sticky.exec(line)?.[0] ?? null;
}

/** The string that begins at an offset; null for none. */
export function openedAt(
  line: string,
  at: number,
  forms: readonly StringForm[],
): { open: string; form: StringForm } | null {
  // A prefix letter counts only at the start of a word: the f of `self"` does not.
  for (const form of forms) {
    const open = matchAt(form.open, line, at);
    if (open === null) continue;
    if (/^[A-Za-z]/.test(open) && /[A-Za-z0-9_]/.test(line[at - 1] ?? "")) continue;
    return { open, form };
  }
  return null;
}

/** The offset of the end of a string whose content begins at an offset; -1 when it has none. */
export function closeOf(line: string, from: number, form: StringForm): number {
  for (let at = from; at < line.length; at++) {
    if (form.escape === "backslash" && line[at] === "\\") {
      at += 1;
      continue;
    }
    if (!line.startsWith(form.close, at)) continue;
    if (form.escape === "doubled" && line.startsWith(form.close, at + form.close.length)) {
      at += 2 * form.close.length - 1;
      continue;
    }
    return at;
  }
  return -1;
}

/** A way of writing strings; a backslash escapes unless specified otherwise. */
export function stringForm(open: RegExp, close: string, escaping: StringForm["escape"] = "backslash"): StringForm {
  return { open, close, escape: escaping };
}

/** `'"'` does not begin a string. */
export const characterLiteral = /'(?:\\.[^']*|[^'\\])'/;

export const doubleQuoted = stringForm(/"/, '"');
export const singleQuoted = stringForm(/'/, "'");
export const backQuoted = stringForm(/`/, "`");
