import { address, type Document } from "../../source/document.ts";
import type { Mail, MailContent } from "../../source/patch/mail.ts";
import type { Claim, SourceItem } from "../../source/source.ts";
import { type ChangeReader, originOf } from "./change-reader.ts";
import { readCommit } from "./commit.ts";
import { diffItems } from "./diff.ts";
import { headerItems } from "./header-items.ts";

type Headers = readonly (string | null)[];

/**
 * A mail of a commit whose id is not known beforehand. Its message could imitate the mail of a commit without changes,
 * so the mail is used only if its parts account for every key in it; otherwise the commit is read as JSON. So a key on
 * a removed line costs a request.
 */
export function claimOfMail(reader: ChangeReader, mail: Mail, content: MailContent, headers?: Headers): Claim {
  const evidence = messageDocument(reader, mail, mail.bytes);
  return {
    type: "claim",
    evidence,
    items: mailItems(reader, mail, content, headers),
    otherwise: () => readCommit(reader, mail.commit),
  };
}

/**
 * The documents of a mail: its message, the headers of its commit, and the added lines of its diff.
 * @param headers the commit's headers where GitHub listed it; a mail shows the author only
 */
export async function* mailItems(
  reader: ChangeReader,
  mail: Mail,
  content: MailContent,
  headers: Headers = [mail.author],
): AsyncGenerator<SourceItem> {
  const origin = originOf(reader, mail);
  yield { type: "commits", count: 1 };
  yield { type: "document", document: messageDocument(reader, mail, content.message) };
  yield* headerItems(headers, origin);
  yield* diffItems(reader, content.files, origin);
}

function messageDocument(reader: ChangeReader, mail: Mail, bytes: Uint8Array): Document {
  return { address: address("commit-message", originOf(reader, mail)), bytes, firstLine: 1, added: null };
}
