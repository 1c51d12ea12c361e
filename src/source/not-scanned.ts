import type { NotScanned, NotScannedReason } from "./coverage.ts";
import type { SourceItem } from "./source.ts";

/** Where something was not scanned; a document's address is one. */
type Place = Partial<Pick<NotScanned, "path" | "commit" | "object">>;

/**
 * A line of coverage.
 * @param detail a short sentence for people; never content of the file
 */
export function notScanned(reason: NotScannedReason, detail: string, place: Place = {}): NotScanned {
  const { path = null, commit = null, object } = place;
  return { path, commit, reason, detail, ...(object === undefined ? {} : { object }) };
}

/** The same as an item of a source. */
export function notScannedItem(reason: NotScannedReason, detail: string, place: Place = {}): SourceItem {
  return { type: "not-scanned", notScanned: notScanned(reason, detail, place) };
}
