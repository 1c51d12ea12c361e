import { address } from "../document.ts";
import { git } from "../git/git.ts";
import type { SourceItem } from "../source.ts";

/** A ref, and the id of the object that it points at. */
export interface Ref {
  /** With a line end. */
  readonly name: Buffer;
  readonly id: string;
}

/** All refs of a repository but HEAD. Throws git's error. */
export function refsOf(directory: string): Ref[] {
  const listing = git(directory, ["for-each-ref", "--format=%(objectname) %(refname)"]);
  const refs: Ref[] = [];
  for (let start = 0, end = listing.indexOf(0x0a); end !== -1; end = listing.indexOf(0x0a, start)) {
    const space = listing.indexOf(0x20, start);
    refs.push({ id: listing.toString("latin1", start, space), name: listing.subarray(space + 1, end + 1) });
    start = end + 1;
  }
  return refs;
}

/** People also choose the names of branches and tags, so these may contain keys. */
export function* refNames(refs: readonly Ref[]): Generator<SourceItem> {
  if (refs.length === 0) return;
  const bytes = Buffer.concat(refs.map(({ name }) => name));
  yield { type: "document", document: { address: address("ref-name"), bytes, firstLine: 1, added: null } };
}
