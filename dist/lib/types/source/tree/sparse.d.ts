import type { Stats } from "node:fs";
/** Bytes of holes that are read in one file: about a second. Node cannot ask where the data after a hole begins. */
export declare const holeBytes: number;
/** True when a file's size is far beyond what is stored of it, such as a disk image of 200 GB that holds a few files. */
export declare function isSparse({ size, blocks }: Pick<Stats, "size" | "blocks">): boolean;
