import { kinds } from "../../detect/kind.ts";
import { isDead } from "../../policy/conclude.ts";
import type { ChangeReport } from "../change-report.ts";
import type { KeyReport, Place } from "../key-report.ts";
import { code, codeBlock, link } from "../markdown.ts";
import { storeFor } from "../secret-store.ts";
import { suggestReplacement } from "../suggestion/suggest.ts";
import { hiddenAs } from "../words.ts";

/** One review comment on a line of the head, as a pull request review takes it. */
export interface ReviewComment {
  readonly path: string;
  /** Last line. */
  readonly line: number;
  /** First line when there are several; null for a single line. */
  readonly startLine: number | null;
  readonly side: "RIGHT";
  readonly fingerprint: string;
  /** Markdown with a hidden {@link findingMarker}. */
  readonly body: string;
  /** The text when the key is dead, or alive again: a run that knew more or less of it wrote that. */
  readonly otherBody: string;
}

/** Marks the review comment on a key, so that it is not posted twice. */
export function findingMarker(fingerprint: string): string {
  return `<!-- keyhawk:finding ${fingerprint} -->`;
}

/** More would be unreadable, and each counts against GitHub's rate limit for creating content. */
const maximumComments = 30;

/**
 * A comment for every line of the head with a key that counts, most severe first, with a suggestion when a safe one
 * exists. A line that contains a key twice gets one comment.
 */
export function renderReview(report: ChangeReport): ReviewComment[] {
  return reviewComments(report).take(maximumComments).toArray();
}

function* reviewComments(report: ChangeReport): Generator<ReviewComment> {
  for (const key of report.keys) {
    if (key.ignored !== null) continue;
    const seen = new Set<string>();
    for (const place of key.headPlaces) {
      const { path, type, container } = place.address;
      const inDiff = type === "patch" || type === "blob";
      if (path === null || !inDiff || container.length > 0 || seen.has(`${place.line}:${path}`)) continue;
      seen.add(`${place.line}:${path}`);
      yield {
        path,
        line: place.endLine,
        startLine: place.endLine > place.line ? place.line : null,
        side: "RIGHT",
        fingerprint: key.fingerprint,
        body: reviewBody(key, place, isDead(key) ? "dead" : "open"),
        otherBody: reviewBody(key, place, isDead(key) ? "open" : "dead"),
      };
    }
  }
}

function reviewBody(key: KeyReport, place: Place, state: "dead" | "open"): string {
  const hidden = hiddenAs(place.encoding);
  const { revocation, title } = kinds[key.kind];
  const suggestion = place.suggestion === undefined ? suggestReplacement(place, key) : place.suggestion;
  const store = storeFor(place.address);
  const first = `${code(key.masked)}, an ${title}, is on this line${hidden === "" ? "" : ` ${hidden}`}.`;
  const todo =
    state === "dead"
      ? "It is revoked already; take it out of the code."
      : `Revoke it at ${link(revocation.name, revocation.url)}: a change of this line does not take it back.`;
  const parts = [findingMarker(key.fingerprint), `${first} ${todo}`];
  if (suggestion !== null) {
    parts.push(codeBlock(suggestion.text, "suggestion"));
    if (suggestion.needs !== null) parts.push(suggestion.needs);
  } else if (place.encoding.length > 0 && store !== null) {
    parts.push(
      `An encoded key is as readable as a plain one. Take it out, and use ${link(store.name, store.url)}: ${store.how}.`,
    );
  } else if (store !== null) {
    parts.push(`Take it out of this line, and use ${link(store.name, store.url)}: ${store.how}.`);
  } else {
    parts.push("Take it out of this line and let the program read it from its environment or a secret store.");
  }
  return parts.join("\n\n");
}
