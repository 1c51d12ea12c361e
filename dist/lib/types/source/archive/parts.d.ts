import { type ContainerFormat } from "./container.js";
/** A container with its start and end. */
export interface ContainerPart {
    readonly format: ContainerFormat;
    readonly bytes: Uint8Array;
}
/**
 * The containers in a document: usually one; more when a zip file, which is read from its end, follows another
 * container.
 */
export declare function containersIn(document: Uint8Array): ContainerPart[];
