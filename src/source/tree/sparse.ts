import type { Stats } from "node:fs";

/** Holes of smaller files are read like data: that takes no time worth mentioning. */
const smallBytes = 256 * 1024 * 1024;

/** Bytes of holes that are read in one file: about a second. Node cannot ask where the data after a hole begins. */
export const holeBytes = 512 * 1024 * 1024;

/** True when a file's size is far beyond what is stored of it, such as a disk image of 200 GB that holds a few files. */
export function isSparse({ size, blocks }: Pick<Stats, "size" | "blocks">): boolean {
  return size > smallBytes && blocks * 512 < size;
}
