import type { NotScanned, NotScannedReason } from "./coverage.ts";
import type { SourceItem } from "./source.ts";

/** Where something is that was not scanned; an address of a document is one. */
type Place = Partial<Pick<NotScanned, "path" | "commit" | "object">>;

/**
 * A line of coverage.
 * @param detail a short sentence for people; never content of the file
 */
export function notScanned(reason: NotScannedReason, detail: string, place: Place = {}): NotScanned {
  const { path = null, commit = null, object } = place;
  return { path, commit, reason, detail, ...(object === undefined ? {} : { object }) };
}

/** The same as a source yields it. */
export function notScannedItem(reason: NotScannedReason, detail: string, place: Place = {}): SourceItem {
  return { type: "not-scanned", notScanned: notScanned(reason, detail, place) };
}
