import { kinds } from "../../detect/kind.ts";
import { isDead } from "../../policy/conclude.ts";
import type { ChangeSummary } from "../change-report.ts";
import { expiryText } from "../expiry.ts";
import { detailMarkdown } from "../key-details.ts";
import type { KeyReport, Place } from "../key-report.ts";
import { lifeText } from "../life.ts";
import { code } from "../markdown.ts";
import { placeMarkdown } from "../place.ts";
import { ignoredWhere, moment } from "../words.ts";

/** The state of a key: what was done about it and whether it is alive, each as Markdown with a coloured marker in front. */
export function statusMarkdown(key: KeyReport): string[] {
  // An ignored key needs no attention unless it is alive.
  const life = key.ignored === null || key.status === "live" ? lifeText(key) : null;
  if (life === null) return [happened(key)];
  const light = key.status === "live" ? "🔴" : key.status === "revoked" ? "🟢" : "⚪";
  // Keyhawk did not revoke a key that was already dead, and need not.
  const dead = key.response === null && key.status === "revoked";
  return dead ? [`${light} ${life}`] : [happened(key), `${light} ${life}`];
}

function happened(key: KeyReport): string {
  if (key.ignored !== null) return `⚪ Ignored ${ignoredWhere(key.ignoredBy)}: ${code(key.ignored, 200)}`;
  const { response } = key;
  if (response === null) return "🔴 Not revoked";
  const at = moment(response.at);
  const said = response.message === null || response.message.trim() === "" ? "" : `: ${code(response.message, 300)}`;
  switch (response.result) {
    case "revoked":
      return `🟢 Revoked at ${at}${said}`;
    case "already-revoked":
      return `🟢 Was already revoked, checked at ${at}${said}`;
    case "pending":
      return `🟠 Revocation asked for at ${at}, no answer yet${said}`;
    case "expiring":
      return `🟠 Given an expiry at ${at}${said}`;
    case "by-hand":
      return `🟠 Not revoked: Keyhawk leaves it to a person${said}`;
    case "manual":
      return `🟠 Not revoked: the revocation hook leaves it to a person${said}`;
    case "not-ours":
      return `🟠 Not revoked: the revocation hook does not know this key, so it belongs to another organisation${said}`;
    case "failed":
      return `🔴 Not revoked: the revocation hook failed at ${at}${said}`;
  }
}

/** Places as a list of Markdown, cut at `most` with a count. */
export function placeList(places: readonly Place[], change: ChangeSummary, most: number): string {
  const shown = places.slice(0, most).map((place) => placeMarkdown(place, change));
  if (places.length > shown.length) shown.push(`and ${places.length - shown.length} more`);
  if (shown.length === 1) return ` ${shown[0]}`;
  return shown.map((place) => `\n  - ${place}`).join("");
}

/** Everything about one key: what it is, what it can do, its state, where it is. At most `places` places a list. */
export function keySection(key: KeyReport, change: ChangeSummary, places: number): string {
  const kind = kinds[key.kind];
  const expiry = expiryText(key.expiresAt);
  const lines = [
    `### ${code(key.masked)} · ${kind.title}`,
    "",
    isDead(key) || key.ignored !== null ? "" : `**${capitalised(key.severity)}.** ${kind.reach}`,
    "",
    ...statusMarkdown(key).map((line) => `- ${line}`),
    ...(expiry === null ? [] : [`- ${expiry}`]),
    ...detailMarkdown(key.details),
  ];
  if (key.lineReasonRefused !== undefined) {
    lines.push(`- The reason on the line does not count: ${key.lineReasonRefused}`);
  }
  if (key.earlier) {
    const where = key.places.length === 0 ? "" : `:${placeList(key.places, change, places)}`;
    lines.push(
      `- **Seen before**, and in no commit of this pull request any more${where}`,
      isDead(key) || key.ignored !== null
        ? ""
        : "- A force-push hides a commit; it does not take the key back from those who saw it, and GitHub serves the old commit by its id.",
    );
  } else {
    if (key.headPlaces.length > 0) lines.push(`- **There now:**${placeList(key.headPlaces, change, places)}`);
    const history = key.places.filter((place) => !isSamePlace(place, key.headPlaces));
    const introduced =
      key.headPlaces.length > 0 ? "**Came in with:**" : "**Gone from the newest commit, still in the history:**";
    if (history.length > 0) lines.push(`- ${introduced}${placeList(history, change, places)}`);
  }
  return lines
    .filter((line, index) => line !== "" || lines[index - 1] !== "")
    .join("\n")
    .replace(/\n+$/, "");
}

/** A title or description is one place, both in the head and in the history. */
function isSamePlace(place: Place, others: readonly Place[]): boolean {
  return others.some(
    (other) =>
      other.address.type === place.address.type &&
      other.address.path === place.address.path &&
      other.address.commit === place.address.commit &&
      other.line === place.line &&
      other.column === place.column,
  );
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
