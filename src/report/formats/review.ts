import { kinds } from "../../detect/kind.ts";
import { isDead } from "../../policy/conclude.ts";
import type { ChangeReport } from "../change-report.ts";
import type { KeyReport, Place } from "../key-report.ts";
import { code, codeBlock, link } from "../markdown.ts";
import { storeFor, takeOut } from "../secret-store.ts";
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

/** Marks the review comment on a key, so that it is found again. */
export function findingMarker(fingerprint: string): string {
  return `<!-- keyhawk:finding ${fingerprint} -->`;
}

const marker = new RegExp(findingMarker("([0-9a-f]{32})").replace(/[<!>]/g, "\\$&"));

/** Fingerprint of the key that a review comment is about; null for anyone's other comments. */
export function markedFingerprint(body: string): string | null {
  return marker.exec(body)?.[1] ?? null;
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

/** `settled`: a person closed the incident, or the key is ignored. */
type ReviewState = "open" | "dead" | "settled";

function todos({ kind }: Pick<KeyReport, "kind">): Readonly<Record<ReviewState, string>> {
  const { revocation } = kinds[kind];
  return {
    open: `Revoke it at ${link(revocation.name, revocation.url)}: a change of this line does not take it back.`,
    dead: "It is revoked already; take it out of the code.",
    settled: "It is ignored or dismissed: Keyhawk's comment says why.",
  };
}

function stateOf(key: KeyReport): ReviewState {
  return isDead(key) ? "dead" : key.ignored === null ? "open" : "settled";
}

/** True when nothing is left to discuss about a key. */
export function isSettled(key: KeyReport): boolean {
  return stateOf(key) !== "open";
}

/** The text of an existing review comment on a key, as it reads in the key's present state. */
export function withPresentState(body: string, key: KeyReport): string {
  const all = todos(key);
  const written = Object.values(all).find((todo) => body.includes(todo));
  return written === undefined ? body : body.replace(written, () => all[stateOf(key)]);
}

function reviewBody(key: KeyReport, place: Place, state: ReviewState): string {
  const hidden = hiddenAs(place.encoding);
  const { title } = kinds[key.kind];
  const suggestion = place.suggestion === undefined ? suggestReplacement(place, key) : place.suggestion;
  const store = storeFor(place.address);
  const first = `${code(key.masked)}, an ${title}, is on this line${hidden === "" ? "" : ` ${hidden}`}.`;
  const todo = todos(key)[state];
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
    parts.push(takeOut);
  }
  return parts.join("\n\n");
}
