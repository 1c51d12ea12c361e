import type { KeyReport, Place } from "../report/key-report.ts";
import { languagePath } from "../report/suggestion/language.ts";
import { type Suggestion, suggestReplacement } from "../report/suggestion/suggest.ts";
import type { LineEdit } from "../syntax/line-edit.ts";

/**
 * The suggestion for a place, decided by its whole file; null when there is no safe one.
 * @throws GrammarError when the installation lacks the grammar of the file's language
 */
export async function judgedSuggestion(
  place: Place,
  key: Pick<KeyReport, "kind" | "masked">,
  file: { readonly path: string; readonly text: string },
): Promise<Suggestion | null> {
  const suggestion = suggestReplacement(place, key, file.text);
  if (suggestion === null) return null;
  const path = languagePath(file.path, file.text);
  const edit = lineEdit(place, { path, text: file.text, replacement: suggestion.text });
  if (edit === null) return null;
  // The parser and the grammars are loaded only when there is something to check.
  const { isSafeEdit } = await import("../syntax/safe-edit.ts");
  return (await isSafeEdit(edit)) ? suggestion : null;
}

/** The change of the place's line in its file; null when the file has another line there. */
export function lineEdit(place: Place, file: Pick<LineEdit, "path" | "text" | "replacement">): LineEdit | null {
  const { text, replacement } = file;
  let start = 0;
  for (let line = 1; line < place.line; line++) {
    start = text.indexOf("\n", start) + 1;
    if (start === 0) return null;
  }
  const next = text.indexOf("\n", start);
  const whole = text.slice(start, next === -1 ? text.length : next).replace(/\r$/, "");
  const { excerpt } = place;
  const before = excerpt.text.slice(0, excerpt.start);
  const after = excerpt.text.slice(excerpt.end).replace(/\r$/, "");
  if (!whole.startsWith(before) || !whole.endsWith(after) || whole.length <= before.length + after.length) return null;
  const end = start + whole.length;
  return {
    ...file,
    line: { start, end },
    key: { start: start + before.length, end: end - after.length },
    puts: purpose(replacement),
  };
}

function purpose(replacement: string): LineEdit["puts"] {
  if (/(?<![\w-])your-[a-z0-9-]+/.test(replacement)) return "placeholder";
  if (/\bgetpass\(/.test(replacement)) return "prompt";
  return /@Value\((?:value\s*=\s*)?"\$\{/.test(replacement) ? "reference" : "expression";
}
