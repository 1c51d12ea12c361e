import { error, info, notice, warning } from "@actions/core";

/**
 * Text from a repository as one line that the runner takes for text. The runner obeys `::command::` at the start of a
 * line and `##[command]` anywhere in it, and control characters can forge lines.
 */
export function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, " ")
    .replace(/##\[/g, "# #[")
    .replace(/^(\s*):(?=:)/, "$1 :\u200B");
}

/** One line of the step's log. */
export function logLine(text: string): void {
  info(plain(text));
}

/** Where an annotation stands: lines and columns from 1. */
export interface AnnotationPlace {
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** An annotation; @actions/core escapes what its parts hold. */
export function annotate(
  level: "error" | "warning" | "notice",
  title: string,
  message: string,
  place: AnnotationPlace | null,
): void {
  const publish = { error, warning, notice }[level];
  publish(message, { title: plain(title), ...place });
}
