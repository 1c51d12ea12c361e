import type { Document } from "../document.js";
import type { SourceItem } from "../source.js";
import { type Allowance } from "./allowance.js";
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
/**
 * The same for what is part of something larger.
 * @param depth number of the archive among those that are around each other, from 1
 * @param allowance what may be spent on the whole
 */
export declare function unpackWithin(document: Document, depth: number, limits: UnpackLimits, allowance: Allowance): AsyncGenerator<SourceItem>;
/** Lines about one archive for one reason; a small file can be made to hold many thousands. What is beyond is counted. */
export declare const mostLines = 20;
