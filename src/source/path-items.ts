import { detect } from "../detect/detect.ts";
import { address } from "./document.ts";
import type { Origin } from "./patch/documents.ts";
import { mayHoldKey } from "./relevance.ts";
import type { SourceItem } from "./source.ts";

/**
 * The name of a file when it holds a key: names are read by everybody who can see the repository, too. The address has
 * no path, so that no report shows or links what is in it.
 * @param origin whose name it is; nobody's in a work tree
 */
export function* pathItems(path: string, origin: Partial<Origin> = {}): Generator<SourceItem> {
  const bytes = Buffer.from(path);
  if (detect(bytes).detections.length === 0) return;
  yield { type: "document", document: { address: address("path", origin), bytes, firstLine: 1, added: null } };
}

/** The same for many names, which are looked at together: hardly ever is there something in one. */
export function* pathsItems(paths: readonly string[], origin: Partial<Origin> = {}): Generator<SourceItem> {
  if (!mayHoldKey(Buffer.from(paths.join("\n")))) return;
  for (const path of paths) yield* pathItems(path, origin);
}
