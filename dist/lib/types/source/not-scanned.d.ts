import type { NotScanned, NotScannedReason } from "./coverage.js";
import type { SourceItem } from "./source.js";
/** Where something was not scanned; a document's address is one. */
type Place = Partial<Pick<NotScanned, "path" | "commit" | "object">>;
/**
 * A line of coverage.
 * @param detail a short sentence for people; never content of the file
 */
export declare function notScanned(reason: NotScannedReason, detail: string, place?: Place): NotScanned;
/** The same as an item of a source. */
export declare function notScannedItem(reason: NotScannedReason, detail: string, place?: Place): SourceItem;
export {};
