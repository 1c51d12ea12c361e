import { closeOf, type Lexicon, openedAt, startsComment } from "./literal.ts";

/**
 * True when a text ends inside a string or a comment of its language, or seems to: a quote that the lexicon does not
 * know makes it true too early, never too late.
 */
export function endsInText(text: string, lexicon: Lexicon): boolean {
  let at = 0;
  while (at < text.length) {
    const next = afterPart(text, at, lexicon);
    if (next === -1) return true;
    at = next;
  }
  return false;
}

/** The offset after the comment, string or character that begins at an offset; -1 when it has no end. */
function afterPart(text: string, at: number, lexicon: Lexicon): number {
  if (startsComment(text, at, lexicon)) {
    const end = text.indexOf("\n", at);
    return end === -1 ? text.length : end;
  }
  if (lexicon.blockComment && text.startsWith(lexicon.blockComment[0], at)) {
    return after(text.indexOf(lexicon.blockComment[1], at + 2), lexicon.blockComment[1]);
  }
  const opened = openedAt(text, at, lexicon.strings);
  if (opened === null) return at + 1;
  return after(closeOf(text, at + opened.open.length, opened.form), opened.form.close);
}

function after(at: number, close: string): number {
  return at === -1 ? -1 : at + close.length;
}
