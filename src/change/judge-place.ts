import type { KeyReport, Place } from "../report/key-report.ts";
import type { Suggestion } from "../report/suggestion/suggest.ts";
import { GrammarError } from "../syntax/grammar-error.ts";
import { judgedSuggestion } from "./judged-suggestion.ts";

/** No suggestion is decided by a larger file, which is rarely written by hand. */
export const maximumFileBytes = 512 * 1024;

/**
 * The suggestion for a place, decided by the bytes of its file; null where there is no safe one, or no file. An
 * incomplete installation must not stop the report.
 * @param problems receives what is wrong with the installation
 */
export async function judgePlace(
  place: Place,
  key: Pick<KeyReport, "kind" | "masked">,
  bytes: Uint8Array | null,
  problems: Set<string>,
): Promise<Suggestion | null> {
  const { path } = place.address;
  const text = utf8(bytes);
  if (path === null || text === null) return null;
  try {
    return await judgedSuggestion(place, key, { path, text });
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    problems.add(error.message);
    return null;
  }
}

/** Null for bytes that are not UTF-8: a suggestion would change letters that nothing could show. */
function utf8(bytes: Uint8Array | null): string | null {
  try {
    return bytes && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
