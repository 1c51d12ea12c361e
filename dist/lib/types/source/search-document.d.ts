import type { ExposureId } from "../detect/exposures/exposure.js";
import type { UnpackLimits } from "./archive/unpack.js";
import type { NotScanned } from "./coverage.js";
import type { Document } from "./document.js";
import type { ExposureFinding, Finding } from "./finding.js";
/** Everything found in one document. */
export interface SearchedDocument {
    readonly findings: readonly Finding[];
    readonly exposures: readonly ExposureFinding[];
    readonly placeholders: number;
    /** Unpacked bytes of the containers that the document embeds as base64. */
    readonly unpackedBytes: number;
    readonly notScanned: readonly NotScanned[];
}
export interface SearchOptions {
    readonly limits: UnpackLimits;
    /** Exposures to search for. */
    readonly exposures: readonly ExposureId[];
}
/** A way to search a document, in this thread or another. */
export type Search = (document: Document, options: SearchOptions) => Promise<SearchedDocument>;
/** Searches a document in this thread. */
export declare const searchDocument: Search;
