import { error, info, notice, setFailed, warning } from "@actions/core";
import { visible } from "../report/visible.ts";

/**
 * Escapes text from a repository into one line that the runner prints as it is. The runner executes `::command::` at
 * the start of a line and `##[command]` anywhere in it; control characters can forge lines, and bidirectional ones
 * reorder them.
 */
export function plain(text: string): string {
  return visible(text)
    .replace(/##\[/g, "# #[")
    .replace(/^(\s*):(?=:)/, "$1 :\u200B");
}

/** One line of the step's log. */
export function logLine(text: string): void {
  info(plain(text));
}

/** Position of an annotation: lines and columns from 1. */
export interface AnnotationPlace {
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** An annotation; @actions/core escapes its fields. */
export function annotate(
  level: "error" | "warning" | "notice",
  title: string,
  message: string,
  place: AnnotationPlace | null,
): void {
  const publish = { error, warning, notice }[level];
  // GitHub matches the file by its exact path. A path with unprintable characters is shown in the message instead.
  const exact = place === null || visible(place.file) === place.file;
  const text = exact ? message : `${place.file}, line ${place.startLine}: ${message}`;
  publish(visible(text), { title: plain(title), ...(exact ? place : {}) });
}

/** Fails the step with a one-sentence message. */
export function fail(message: string): void {
  setFailed(visible(message));
}
