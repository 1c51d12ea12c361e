import { type Address, address } from "./document.ts";
import { mayHoldKey } from "./relevance.ts";
import type { SourceItem } from "./source.ts";

/** The commit that contains the name; empty in a work tree. */
type NameOrigin = Partial<Omit<Address, "type" | "path">>;

/**
 * The name of a file if it may contain a key: everyone who can see the repository can read its names, too. The address
 * has no path, so that no report shows or links the key.
 */
export function* pathItems(path: string, origin: NameOrigin = {}): Generator<SourceItem> {
  const bytes = Buffer.from(path);
  if (!mayHoldKey(bytes)) return;
  yield { type: "document", document: { address: address("path", origin), bytes, firstLine: 1, added: null } };
}

/** The same for many names, which are checked together: hardly any contains something. */
export function* pathsItems(paths: readonly string[], origin: NameOrigin = {}): Generator<SourceItem> {
  if (!mayHoldKey(Buffer.from(paths.join("\n")))) return;
  for (const path of paths) yield* pathItems(path, origin);
}
