import type { Document } from "../document.js";
import type { SourceItem } from "../source.js";
/** Bounds on unpacking; see the policy's limits. */
export interface UnpackLimits {
    /** Bytes of one member. */
    readonly fileBytes: number;
    /** Archives inside archives. */
    readonly archiveDepth: number;
}
/**
 * Everything inside a document that is an archive or compressed, as documents of their own, whose address
 * names the chain of members; archives inside it are opened too. What cannot be opened is a `not-scanned` item.
 */
export declare function unpack(document: Document, limits: UnpackLimits): AsyncGenerator<SourceItem>;
