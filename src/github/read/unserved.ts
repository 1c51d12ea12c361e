import { notScannedItem } from "../../source/not-scanned.ts";
import type { SourceItem } from "../../source/source.ts";
import { isServerError, isTimeout } from "../client/request-error.ts";

/**
 * What to report about something that GitHub has but did not serve, from its error.
 * @param what completes "GitHub did not serve …"
 */
export function unserved(error: unknown, what: string, place: Parameters<typeof notScannedItem>[2] = {}): SourceItem {
  if (isTimeout(error)) return notScannedItem("timeout", `GitHub did not serve ${what} in time.`, place);
  return notScannedItem(isServerError(error) ? "no-answer" : "not-in-diff", `GitHub did not serve ${what}.`, place);
}
