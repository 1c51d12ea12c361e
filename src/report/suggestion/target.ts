import type { KindId } from "../../detect/kind.ts";

/** The one line that a suggestion rewrites, and the position of the key's masked form in it. */
export interface Target {
  readonly line: string;
  /** UTF-16 offsets of the masked form. */
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  /** `/` between segments. */
  readonly path: string;
  /** The whole file, with its keys; null when only the line is known. Never part of what is written. */
  readonly file: string | null;
  /** The lines of the file before and after this one; empty when only the line is known. */
  readonly above: string;
  readonly below: string;
  readonly kind: KindId;
  /** The environment variable to read. */
  readonly variable: string;
}

/** New lines for a target. */
export interface Rewrite {
  readonly text: string;
  /** What the new text requires, as a Markdown sentence; null when nothing. */
  readonly needs: string | null;
}

/** Rewrites one language's line; null where no safe replacement exists. */
export type Rewriter = (target: Target) => Rewrite | null;

/** The line with the part from `start` to `end` replaced. */
export function splice(target: Target, start: number, end: number, text: string, needs: string | null = null): Rewrite {
  return { text: target.line.slice(0, start) + text + target.line.slice(end), needs };
}

/** The line with only the key replaced. */
export function inPlace(target: Target, text: string, needs: string | null = null): Rewrite {
  return splice(target, target.start, target.end, text, needs);
}

/** The text that replaces a key in a comment or in prose; never a working value. */
export function placeholder(target: Target): Rewrite {
  return inPlace(target, `your-${target.variable.toLowerCase().replace(/_/g, "-")}`);
}
