import type { NotScannedReason } from "../coverage.ts";

/** One member of an archive: its bytes, or why they could not be read. */
export type Member =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string | null; readonly reason: NotScannedReason; readonly detail: string };

const mebibyte = 1024 * 1024;
/** Output that a single member may always produce. */
const memberFloor = 4 * mebibyte;
/** Output per input byte above which a member is treated as a decompression bomb. */
const memberRatio = 100;
/** Output that a whole document may always produce. */
const documentFloor = 32 * mebibyte;
/** As {@link memberRatio}, for a whole document including everything nested in it. */
const documentRatio = 20;
/** Members of one document, with everything nested in it. */
const memberCount = 100_000;
/** Archives opened in one document at any depth, and the bytes of it that allow each further one. */
const archiveFloor = 100;
const bytesForArchive = 512;

/** The remaining budget for the members of one document, at any depth. */
export interface Allowance {
  /** The largest output that a member of `compressed` bytes may now have; 0 when the budget is spent. */
  outputLimit(compressed: number): number;
  /** Records what a member cost, whether or not it was usable. */
  spend(output: number): void;
  /** Counts one member; false when the limit is reached. */
  takeMember(): boolean;
  /** Counts one archive inside the document; false when the limit is reached. */
  takeArchive(): boolean;
}

/**
 * Limits the work that one document can cause as an archive. The limits grow with its size, so that a decompression
 * bomb is abandoned after a few megabytes while a large legitimate archive is read to its end.
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

/** Reports that a limit was reached. */
export function overLimit(name: string | null, limit: number): Member {
  return {
    name,
    reason: "archive-limit",
    detail: `It unpacks to more than the ${Math.floor(limit / mebibyte)} MB granted to a member of this size.`,
  };
}
