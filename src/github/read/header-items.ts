import { address } from "../../source/document.ts";
import type { Origin } from "../../source/patch/documents.ts";
import { mayHoldKey } from "../../source/relevance.ts";
import type { SourceItem } from "../../source/source.ts";

/** A person as GitHub describes them. */
export interface Person {
  readonly name?: string | null;
  readonly email?: string | null;
}

/** What GitHub returns of the signature of a commit or tag. */
interface Verification {
  readonly payload?: string | null;
  readonly signature?: string | null;
}

/** What GitHub returns of the headers of a commit. */
export interface CommitHeaders {
  readonly author: Person | null;
  readonly committer: Person | null;
  readonly verification?: Verification | undefined;
}

/** The headers of a commit or tag that GitHub shows, if they may hold a key: names are free text. */
export function* headerItems(
  headers: readonly (string | null)[],
  origin: Partial<Origin>,
  type: "commit-header" | "tag-header" = "commit-header",
): Generator<SourceItem> {
  const bytes = Buffer.from(headers.filter((header) => header !== null).join("\n"));
  if (!mayHoldKey(bytes)) return;
  yield { type: "document", document: { address: address(type, origin), bytes, firstLine: 1, added: null } };
}

/** The headers of a commit that GitHub shows. */
export function commitHeaders({ author, committer, verification }: CommitHeaders): readonly (string | null)[] {
  return [personOf(author), personOf(committer), ...signedHeaders(verification)];
}

/** The signature, and the headers of what it signs: the signed payload is the whole object, its headers first. */
export function signedHeaders(verification: Verification | undefined): (string | null)[] {
  return [verification?.payload?.split("\n\n", 1)[0] ?? null, verification?.signature ?? null];
}

/** `Name <address>`; null when there is no person. */
export function personOf(person: Person | null | undefined): string | null {
  return person ? `${person.name ?? ""} <${person.email ?? ""}>` : null;
}
