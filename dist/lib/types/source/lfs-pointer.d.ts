import type { Document } from "./document.js";
/** True for a file that only points to content stored by Git LFS. */
export declare function isLfsPointer({ address, bytes }: Pick<Document, "address" | "bytes">): boolean;
/** True for the text of a Git LFS pointer. */
export declare function isLfsContent(bytes: Uint8Array): boolean;
