import { combineResponses, isAnswer } from "../report/combine-known.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";

/**
 * A key with what the record says of its response; null: nobody was asked. A database that was set up anew has forgotten
 * answers that our own comment still remembers.
 */
export function withResponse(key: KeyReport, response: KeyResponse | null): KeyReport {
  return { ...key, response: isAnswer(key.response) ? combineResponses(response, key.response) : response };
}
