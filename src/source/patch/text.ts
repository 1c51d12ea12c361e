import { address } from "../document.ts";
import { notScannedItem } from "../not-scanned.ts";
import type { SourceItem } from "../source.ts";
import { hunkItems, type Origin } from "./documents.ts";
import { parseMails } from "./mail.ts";
import { type FileDiff, parseDiff } from "./patch.ts";

const nowhere: Origin = { repository: null, commit: null, author: null, date: null };

/**
 * The additions of a `git diff` or a `git format-patch` series, at the paths and lines of the changed files, and the
 * series' messages. Null when the bytes are not entirely git's output: then removed lines cannot be identified, and the
 * text must be scanned as plain text.
 * @param maximumBytes of one binary file in the patch, unpacked
 */
export function patchItems(bytes: Uint8Array, maximumBytes: number): readonly SourceItem[] | null {
  const opening = Buffer.from(bytes.subarray(0, "diff --git ".length)).toString("latin1");
  if (opening.startsWith("diff --git ")) {
    const files = parseDiff(bytes, maximumBytes);
    if (files === null || files.some(isContradictory)) return null;
    return files.flatMap((file) => [...fileItems(file, nowhere)]);
  }
  return opening.startsWith("From ") ? mailItems(bytes, maximumBytes) : null;
}

function mailItems(bytes: Uint8Array, maximumBytes: number): readonly SourceItem[] | null {
  const { mails, consistent } = parseMails(bytes, maximumBytes);
  if (!consistent || mails.length === 0) return null;
  const items: SourceItem[] = [{ type: "commits", count: mails.length }];
  for (const { commit, author, date, content } of mails) {
    if (content === null || content.files.some(isContradictory)) return null;
    const origin: Origin = { repository: null, commit, author, date };
    const where = address("commit-message", origin);
    items.push({ type: "document", document: { address: where, bytes: content.message, firstLine: 1, added: null } });
    for (const file of content.files) for (const item of fileItems(file, origin)) items.push(item);
  }
  return items;
}

/** True for a deleted file with content: git never writes one, so its author wanted it to be skipped. */
function isContradictory({ newPath, hunks, binary }: FileDiff): boolean {
  if (newPath !== null) return false;
  return hunks.some(({ bytes }) => bytes.length > 0) || (binary?.type === "literal" && binary.bytes.length > 0);
}

function* fileItems({ newPath, mode, hunks, binary }: FileDiff, origin: Origin): Generator<SourceItem> {
  if (newPath === null) return;
  yield* hunkItems({ path: newPath, mode, hunks }, origin);
  if (binary?.type === "literal") {
    const where = address("blob", { ...origin, path: newPath });
    yield { type: "document", document: { address: where, bytes: binary.bytes, firstLine: 1, added: null } };
  } else if (binary !== null) {
    const detail = "The patch does not hold the whole of this binary file.";
    yield notScannedItem("not-in-diff", detail, { ...origin, path: newPath });
  }
}
