/** What reading the data of a member gave. */
export interface MemberData {
    readonly bytes: Uint8Array;
    /** `more`: the limit was reached before the member ended. */
    readonly state: "whole" | "more" | "failed";
    /** What libarchive says of a failure; may quote names in the archive. */
    readonly message: string;
}
/** An archive that is being read, member after member. */
export interface OpenArchive {
    /** Goes on to the next member that is a file; null at the end, or where the archive is damaged: see `message`. */
    next(): {
        readonly name: string | null;
        readonly isEncrypted: boolean;
    } | null;
    /** Reads data of the member, at most `limit` bytes of it; call it again for what follows. */
    read(limit: number): MemberData;
    /** What went wrong last, or an empty text. */
    message(): string;
    /** True as long as there was nothing in it, not even a folder. */
    isEmpty(): boolean;
}
/**
 * Opens an archive, of which the parts are one behind the other. Each has a memory of its own, so that one that
 * is made to do harm does none to the next. Null with a message when it is no archive that libarchive knows.
 */
export declare function openArchive(parts: readonly Uint8Array[]): Promise<{
    readonly archive: OpenArchive;
} | {
    readonly archive: null;
    readonly message: string;
}>;
