import type { Document } from "../document.js";
import type { SourceItem } from "../source.js";
import { type Allowance } from "./allowance.js";
/** Limits on unpacking; see the policy's limits. */
export interface UnpackLimits {
    /** Bytes of one member. */
    readonly fileBytes: number;
    /** Nesting depth of archives. */
    readonly archiveDepth: number;
}
/**
 * Everything inside an archive or compressed document, as documents whose address names the chain of members; nested
 * archives are opened too. Whatever cannot be opened becomes a `not-scanned` item.
 */
export declare function unpack(document: Document, limits: UnpackLimits): AsyncGenerator<SourceItem>;
/**
 * The same for a part of something larger.
 * @param depth nesting depth of the archive, from 1
 * @param allowance budget for the whole
 */
export declare function unpackWithin(document: Document, depth: number, limits: UnpackLimits, allowance: Allowance): AsyncGenerator<SourceItem>;
/** Most lines per archive and reason, since a small crafted file can cause many thousands; the rest is counted. */
export declare const mostLines = 20;
