/** The result of reading a member's data. */
export interface MemberData {
    readonly bytes: Uint8Array;
    /** `more`: the limit was reached before the member ended. */
    readonly state: "whole" | "more" | "failed";
    /** libarchive's description of a failure; may quote names in the archive. */
    readonly message: string;
}
/** An archive that is read member by member. */
export interface OpenArchive {
    /** Advances to the next member that is a file; null at the end, or when the archive is damaged: see `message`. */
    next(): {
        readonly name: string | null;
        readonly isEncrypted: boolean;
    } | null;
    /** Reads at most `limit` bytes of the member's data; call it again for more. */
    read(limit: number): MemberData;
    /** The last error, or an empty string. */
    message(): string;
    /** True until any entry, even a folder, was read. */
    isEmpty(): boolean;
}
/**
 * Opens an archive whose parts are concatenated. Each archive has its own memory, so that a malicious one cannot affect
 * the next. Null with a message when libarchive does not recognise the archive.
 */
export declare function openArchive(parts: readonly Uint8Array[]): Promise<{
    readonly archive: OpenArchive;
} | {
    readonly archive: null;
    readonly message: string;
}>;
