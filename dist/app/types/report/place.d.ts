import type { Address } from "../source/document.js";
import type { ChangeSummary } from "./change-report.js";
import type { Place } from "./key-report.js";
/** Web address of the lines of a file at a commit. */
export declare function blobUrl(repositoryUrl: string, commit: string, path: string, lines: {
    readonly line: number;
    readonly endLine: number;
}): string;
/** Web address of the change's repository. */
export declare function repositoryUrl(change: ChangeSummary): string;
/** A permanent link to where a place can be read, or null for texts that people edit. */
export declare function permalink(place: Pick<Place, "address" | "line" | "endLine">, change: ChangeSummary): string | null;
/** What an address is called when it has no path; `line` is added for texts of several lines. */
export declare function textName(address: Address): string;
/** A place in Markdown: where, in which commit, how it was hidden. */
export declare function placeMarkdown(place: Place, change: ChangeSummary): string;
/** A place as plain text: `path:line:column`, or the name of the text. */
export declare function placeText(place: Pick<Place, "address" | "line" | "column">): string;
