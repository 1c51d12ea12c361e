import { type FileDiff } from "./patch.js";
/** One commit as `git format-patch` mails it. */
export interface Mail {
    /** Full commit id. */
    readonly commit: string;
    /** `Name <mail>`; null when the header has none. */
    readonly author: string | null;
    /** ISO 8601; null when the header has none that can be read. */
    readonly date: string | null;
    /** The whole mail, header included. */
    readonly bytes: Uint8Array;
    /** What the mail holds; null when its text does not say for certain where the message ends and the diff begins. */
    readonly content: MailContent | null;
}
export interface MailContent {
    /** Subject, an empty line, body: UTF-8. */
    readonly message: Uint8Array;
    readonly files: readonly FileDiff[];
}
/** A series of mails. */
export interface Mails {
    readonly mails: readonly Mail[];
    /**
     * False when the mails do not agree on how many they are. Then a message holds something that looks like the first
     * line of a mail, so nothing in the text can be believed.
     */
    readonly consistent: boolean;
}
/**
 * Reads what `git format-patch --stdout` writes; never throws.
 *
 * Messages are written by people, attackers included, so a message may hold lines that look like a mail, a diff or a
 * trailer. Two facts keep them apart. Every line of a real diff starts with one of git's own words or marks, so the
 * diff is believed only if it can be read without a gap from its first `diff --git` line to the end of its mail: a
 * message that holds one has the real diff's `---` and statistics after it. And the first mail says how many there
 * are, so a boundary inside a message makes one too many.
 */
export declare function parseMails(bytes: Uint8Array, maximumBytes: number): Mails;
