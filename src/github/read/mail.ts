import { detect } from "../../detect/detect.ts";
import { address } from "../../source/document.ts";
import { locate } from "../../source/locate.ts";
import { hunkItems } from "../../source/patch/documents.ts";
import type { Mail, MailContent } from "../../source/patch/mail.ts";
import type { SourceItem } from "../../source/source.ts";
import { type ChangeReader, originOf } from "./change-reader.ts";
import { diffItems } from "./diff.ts";

/**
 * Without the ids of the commits, a message could still pass for the mail of a commit without changes. So whatever key
 * stands anywhere in the mail must be among those that its message and its added lines show; one on a removed line
 * costs a request.
 */
export function showsEveryKey(reader: ChangeReader, mail: Mail, content: MailContent): boolean {
  const visible = detect(mail.bytes).detections;
  if (visible.length === 0) return true;
  const shown = new Set(detect(content.message).detections.map(({ credential }) => credential.fingerprint));
  for (const { oldPath, newPath, mode, hunks } of content.files) {
    if (newPath === null) continue;
    if (newPath !== oldPath) {
      for (const { credential } of detect(Buffer.from(newPath)).detections) shown.add(credential.fingerprint);
    }
    for (const item of hunkItems({ path: newPath, mode, hunks }, originOf(reader, mail))) {
      if (item.type !== "document") continue;
      for (const { credential } of locate(item.document, detect(item.document.bytes).detections)) {
        shown.add(credential.fingerprint);
      }
    }
  }
  return visible.every(({ credential }) => shown.has(credential.fingerprint));
}

/** The documents of a mail: its message, and the added lines of its diff. */
export async function* mailItems(reader: ChangeReader, mail: Mail, content: MailContent): AsyncGenerator<SourceItem> {
  const origin = originOf(reader, mail);
  yield { type: "commits", count: 1 };
  yield {
    type: "document",
    document: { address: address("commit-message", origin), bytes: content.message, firstLine: 1, added: null },
  };
  yield* diffItems(reader, content.files, origin);
}
