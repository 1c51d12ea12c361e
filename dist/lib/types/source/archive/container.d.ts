import type { Document } from "../document.js";
import type { Reader } from "./signature.js";
/** A format that holds other files or compressed text. */
export interface ContainerFormat {
    /** Its common name: "7z". */
    readonly name: string;
    /** The reader that opens it; null when none does. */
    readonly reader: Reader | null;
    /** Offset at which it begins. */
    readonly from: number;
}
/**
 * The format of a document according to its first bytes, or its last ones for a zip file; null when it is not a
 * container. The first bytes alone suffice.
 */
export declare function containerFormat(bytes: Uint8Array): ContainerFormat | null;
/** The format according to the last bytes, whatever the first ones are. */
export declare function endFormat(bytes: Uint8Array): ContainerFormat | null;
/** True when a document is a file that may contain others. */
export declare function isContainer(document: Document): boolean;
