import type { Document } from "../document.js";
/** A format that holds other files or compressed text, told by its first bytes. */
export type ContainerFormat = "gzip" | "zip" | "tar" | "pdf" | "unsupported";
/** What a document's first bytes say it is, and its last where those are a program's; null when it is no container. */
export declare function containerFormat(bytes: Uint8Array): ContainerFormat | null;
/** True when a document is a file that may hold others: there is something to unpack. */
export declare function isContainer(document: Document): boolean;
/** The name of a compressed format that is recognised and cannot be opened, or null. */
export declare function unsupportedName(bytes: Uint8Array): string | null;
