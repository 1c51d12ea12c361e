import type { NotScanned, NotScannedReason } from "./coverage.js";
import type { SourceItem } from "./source.js";
/** Where something is that was not scanned; an address of a document is one. */
type Place = Partial<Pick<NotScanned, "path" | "commit" | "object">>;
/**
 * A line of coverage.
 * @param detail a short sentence for people; never content of the file
 */
export declare function notScanned(reason: NotScannedReason, detail: string, place?: Place): NotScanned;
/** The same as a source yields it. */
export declare function notScannedItem(reason: NotScannedReason, detail: string, place?: Place): SourceItem;
export {};
