import type { Mail, MailContent } from "../../source/patch/mail.js";
import type { SourceItem } from "../../source/source.js";
import { type ChangeReader } from "./change-reader.js";
/**
 * Without the ids of the commits, a message could still pass for the mail of a commit without changes. So whatever key
 * stands anywhere in the mail must be among those that its message and its added lines show; one on a removed line
 * costs a request.
 */
export declare function showsEveryKey(reader: ChangeReader, mail: Mail, content: MailContent): boolean;
/** The documents of a mail: its message, and the added lines of its diff. */
export declare function mailItems(reader: ChangeReader, mail: Mail, content: MailContent): AsyncGenerator<SourceItem>;
