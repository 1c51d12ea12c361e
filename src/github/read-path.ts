import { detect } from "../detect/detect.ts";
import { address } from "../source/document.ts";
import type { Origin } from "../source/patch-documents.ts";
import type { SourceItem } from "../source/source.ts";

/**
 * The name of a file that a change added, or gave this name, when it holds a key: names are read by everybody who can
 * see the repository, too. The address has no path, so that no report shows or links what is in it.
 */
export function* pathItems(path: string, origin: Origin): Generator<SourceItem> {
  const bytes = Buffer.from(path);
  if (detect(bytes).detections.length === 0) return;
  yield { type: "document", document: { address: address("path", origin), bytes, firstLine: 1, added: null } };
}
