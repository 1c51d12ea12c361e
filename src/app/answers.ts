import { combineResponses, isAnswer } from "../report/combine-known.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";

/**
 * A key with the hook's answer from the database; null: the hook was not called. A new database no longer has answers
 * that Keyhawk's comment still remembers.
 */
export function withResponse(key: KeyReport, response: KeyResponse | null): KeyReport {
  return { ...key, response: isAnswer(key.response) ? combineResponses(response, key.response) : response };
}
