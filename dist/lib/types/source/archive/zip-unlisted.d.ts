/** What the directory states about a member. */
export interface ListedMember {
    /** Offset of its header. */
    readonly at: number;
    readonly method: number;
    readonly compressedBytes: number;
}
/**
 * The parts of a zip file, up to the offset `end` of its directory, that begin with a member's header and that no listed
 * member accounts for.
 */
export declare function unlistedParts(file: Uint8Array, listed: readonly ListedMember[], end: number): Uint8Array[];
