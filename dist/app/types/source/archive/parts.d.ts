import { type ContainerFormat } from "./container.js";
/** A container, and where its bytes begin and end. */
export interface ContainerPart {
    readonly format: ContainerFormat;
    readonly bytes: Uint8Array;
}
/**
 * The containers in a document: most often one; more where a zip file, which is read from its end, stands behind
 * another container.
 */
export declare function containersIn(document: Uint8Array): ContainerPart[];
