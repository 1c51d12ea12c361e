import type { NotScannedReason } from "../coverage.js";
/** One member of an archive: its bytes, or why they could not be read. */
export type Member = {
    readonly name: string;
    readonly bytes: Uint8Array;
} | {
    readonly name: string | null;
    readonly reason: NotScannedReason;
    readonly detail: string;
};
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
export declare function createAllowance(documentBytes: number, fileBytes: number): Allowance;
/** Reports that a limit was reached. */
export declare function overLimit(name: string | null, limit: number): Member;
