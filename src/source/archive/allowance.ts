import type { NotScannedReason } from "../coverage.ts";

/** One member of an archive: its bytes, or why they cannot be had. */
export type Member =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string | null; readonly reason: NotScannedReason; readonly detail: string };

const mebibyte = 1024 * 1024;
/** Output of one member that is always granted. */
const memberFloor = 4 * mebibyte;
/** Output for each byte of input above which a member is taken for a decompression bomb. */
const memberRatio = 100;
/** Output of one whole document that is always granted. */
const documentFloor = 32 * mebibyte;
/** The same as {@link memberRatio} over a whole document, with everything nested in it. */
const documentRatio = 20;
/** Members of one document, with everything nested in it. */
const memberCount = 100_000;
/** Archives that are opened in one document, however deep they are nested, and bytes of it for each further one. */
const archiveFloor = 100;
const bytesForArchive = 512;

/** What is left to spend on the members of one document, however deep they are nested. */
export interface Allowance {
  /** The largest output that a member of `compressed` bytes may have now; 0 when nothing is left. */
  outputLimit(compressed: number): number;
  /** Notes what a member cost, whether or not it could be used. */
  spend(output: number): void;
  /** Takes one member; false when the count is used up. */
  takeMember(): boolean;
  /** Takes one archive inside the document; false when the count is used up. */
  takeArchive(): boolean;
}

/**
 * Bounds on the work that one document can ask for by being an archive. They grow with its size, so a
 * decompression bomb is given up after a few megabytes while a large honest archive is read to its end.
 * @param fileBytes the limit on one file, in bytes
 */
export function createAllowance(documentBytes: number, fileBytes: number): Allowance {
  let left = Math.max(documentFloor, documentBytes * documentRatio);
  let members = memberCount;
  let archives = archiveFloor + Math.floor(documentBytes / bytesForArchive);
  return {
    outputLimit: (compressed) =>
      Math.max(0, Math.min(fileBytes, left, Math.max(memberFloor, compressed * memberRatio))),
    spend(output) {
      left -= output;
    },
    takeMember() {
      members -= 1;
      return members >= 0;
    },
    takeArchive() {
      archives -= 1;
      return archives >= 0;
    },
  };
}

/** Says that a bound of the allowance was met. */
export function overLimit(name: string | null, limit: number): Member {
  return {
    name,
    reason: "archive-limit",
    detail: `It unpacks to more than the ${Math.floor(limit / mebibyte)} MB granted to a member of this size.`,
  };
}
