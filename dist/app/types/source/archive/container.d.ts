import type { Document } from "../document.js";
import { type Reader } from "./signatures.js";
/** A format that holds other files or compressed text. */
export interface ContainerFormat {
    /** How people call it: "7z". */
    readonly name: string;
    /** What opens it; null when nothing does. */
    readonly reader: Reader | null;
    /** Offset at which that begins. */
    readonly from: number;
}
/**
 * What the first bytes of a document say that it is, or its last ones where a zip file ends it; null when it is no
 * container. May be asked of no more than the first bytes of something.
 */
export declare function containerFormat(bytes: Uint8Array): ContainerFormat | null;
/** What the last bytes of something say that it is, whatever it begins with. */
export declare function endFormat(bytes: Uint8Array): ContainerFormat | null;
/** True when a document is a file that may hold others: there is something to unpack. */
export declare function isContainer(document: Document): boolean;
