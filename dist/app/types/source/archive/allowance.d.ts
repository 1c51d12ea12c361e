import type { NotScannedReason } from "../coverage.js";
/** One member of an archive: its bytes, or why they cannot be had. */
export type Member = {
    readonly name: string;
    readonly bytes: Uint8Array;
} | {
    readonly name: string | null;
    readonly reason: NotScannedReason;
    readonly detail: string;
};
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
export declare function createAllowance(documentBytes: number, fileBytes: number): Allowance;
/** Says that a bound of the allowance was met. */
export declare function overLimit(name: string | null, limit: number): Member;
