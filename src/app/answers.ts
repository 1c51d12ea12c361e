import { combineResponses, isAnswer } from "../report/combine-known.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";

/**
 * A key with what the record says of its response; null: nobody was asked. The workflow's step may have a hook of its
 * own: its answer, which the comment remembers, outweighs our waiting.
 */
export function withResponse(key: KeyReport, response: KeyResponse | null): KeyReport {
  return { ...key, response: isAnswer(key.response) ? combineResponses(response, key.response) : response };
}
