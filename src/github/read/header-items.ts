import { address } from "../../source/document.ts";
import type { Origin } from "../../source/patch/documents.ts";
import { mayHoldKey } from "../../source/relevance.ts";
import type { SourceItem } from "../../source/source.ts";

/** The headers of a commit that GitHub shows, if they may hold a key: names are free text. */
export function* headerItems(headers: readonly (string | null)[], origin: Origin): Generator<SourceItem> {
  const bytes = Buffer.from(headers.filter((header) => header !== null).join("\n"));
  if (!mayHoldKey(bytes)) return;
  yield { type: "document", document: { address: address("commit-header", origin), bytes, firstLine: 1, added: null } };
}
