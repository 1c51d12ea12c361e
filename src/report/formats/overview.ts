import { type KindId, kinds, type Severity } from "../../detect/kind.ts";
import { maskKeys } from "../../detect/mask-keys.ts";
import { fitting } from "../fitting.ts";
import { cell, code, link } from "../markdown.ts";
import { blobUrl } from "../place.ts";
import { count, list } from "../words.ts";

/** An incident of an organisation that is not settled. */
export interface OpenIncident {
  /** The beginning of its id names it to `keyhawk incidents`. */
  readonly id: string;
  readonly kind: KindId;
  readonly masked: string;
  readonly severity: Severity;
  readonly state: "open" | "verified" | "expiring";
  /** ISO 8601. */
  readonly openedAt: string;
  /** Where it was seen last; null when nowhere is on record. */
  readonly place: {
    /** `acme/shop`, or `acme/shop.wiki`. */
    readonly repository: string;
    readonly path: string | null;
    readonly line: number;
    readonly commit: string | null;
  } | null;
  /** Who wrote the newest place whose author is known. */
  readonly author: string | null;
  /** Number of places. */
  readonly places: number;
}

/** A change whose check would be red, in a repository that is only observed. */
export interface ObservedChange {
  readonly repo: string;
  /** Number of the pull request; null for a push. */
  readonly number: number | null;
  /** The newest commit. */
  readonly commit: string;
  /** Keys that would fail the check. */
  readonly keys: number;
  /** ISO 8601. */
  readonly seenAt: string;
}

/** What an organisation's issue shows. */
export interface Overview {
  readonly owner: string;
  /** Origin of web links, without a final slash. */
  readonly webUrl: string;
  /** The most urgent ones; there may be more of them. */
  readonly open: readonly OpenIncident[];
  /** All of them. */
  readonly openCount: number;
  /** Number of settled incidents by their state. */
  readonly settled: Readonly<Record<string, number>>;
  /** The newest changes whose checks would be red if their repositories were not only observed. */
  readonly observed: readonly ObservedChange[];
  /** All of them. */
  readonly observedCount: number;
  /** How far the scans of histories are. */
  readonly histories: { readonly scanned: number; readonly waiting: number; readonly left: number };
}

const severities: readonly Severity[] = ["critical", "high", "medium"];

const states: Readonly<Record<OpenIncident["state"], string>> = {
  verified: "🔴 alive",
  expiring: "🟠 alive, expires soon",
  open: "⚪ not known whether it is alive",
};

/** The order in which incidents of one severity are shown: those whose keys are alive first. */
const urgency = Object.keys(states);

/** The most rows that are shown, for longer and longer texts in them. */
const rowLimits = [200, 100, 50, 20, 5, 1];

/** The title of an organisation's issue. It never changes, so that links and filters keep working. */
export function overviewTitle(owner: string): string {
  return `Leaked OpenAI keys of ${owner}`;
}

/** The text of an organisation's issue. The same facts give the same text: it contains no time of writing. */
export function renderOverview(overview: Overview): string {
  return fitting(rowLimits, (rows) => `${[...sections(overview, rows)].join("\n\n")}\n`);
}

function* sections(overview: Overview, rows: number): Generator<string> {
  yield headline(overview);
  const shown = overview.open.toSorted(byUrgency).slice(0, rows);
  for (const severity of severities) {
    const some = shown.filter((incident) => incident.severity === severity);
    if (some.length > 0) yield `### ${severity[0]?.toUpperCase()}${severity.slice(1)}\n\n${table(some, overview)}`;
  }
  if (shown.length < overview.openCount) {
    yield `${count(overview.openCount - shown.length, "more key")}: \`keyhawk incidents --state open verified expiring\` lists all of them.`;
  }
  const settled = Object.entries(overview.settled).map(([state, number]) => `${number} ${state}`);
  if (settled.length > 0) yield `Settled: ${list(settled)}.`;
  if (overview.observedCount > 0) yield observation(overview, rows);
  yield progress(overview);
  yield "Keyhawk updates this issue in place. Keys are shown masked and never stored. `keyhawk incidents close` settles one by hand.";
}

function headline({ open, openCount, owner }: Overview): string {
  if (openCount === 0) return `🟢 No leaked key of ${code(owner)} that Keyhawk knows is unsettled.`;
  const alive = open.filter(({ state }) => state !== "open").length;
  const known =
    alive === 0 ? "none of them is known to be alive" : `${alive} of them ${alive === 1 ? "is" : "are"} alive`;
  return `${alive === 0 ? "🟠" : "🔴"} ${count(openCount, "leaked key")} of ${code(owner)} ${openCount === 1 ? "is" : "are"} not settled; ${known}. Revoke the keys that are alive first.`;
}

function byUrgency(a: OpenIncident, b: OpenIncident): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    urgency.indexOf(a.state) - urgency.indexOf(b.state) ||
    Date.parse(a.openedAt) - Date.parse(b.openedAt) ||
    a.id.localeCompare(b.id)
  );
}

function table(incidents: readonly OpenIncident[], { webUrl }: Overview): string {
  const rows = incidents.map((incident) => {
    const { id, kind, masked, state, openedAt, author, places } = incident;
    const more = places > 1 ? ` and ${count(places - 1, "other place")}` : "";
    return [
      states[state],
      code(masked),
      kinds[kind]?.title ?? code(kind),
      `${placeOf(incident, webUrl)}${more}`,
      author === null ? "unknown" : code(author, 60),
      openedAt.slice(0, 10),
      code(id.slice(0, 8)),
    ];
  });
  const header = ["state", "key", "kind", "last seen in", "last author", "since", "incident"];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

function placeOf({ place }: OpenIncident, webUrl: string): string {
  if (place === null) return "unknown";
  const { repository, path, line, commit } = place;
  if (path === null) return `${code(repository)}, outside of files`;
  const label = `${code(repository)} ${code(path, 100)} line ${line}`;
  // A wiki's files have no such page, and a link to a file named after a key would contain the key.
  if (commit === null || repository.endsWith(".wiki") || maskKeys(path) !== path) return label;
  return link(label, blobUrl(`${webUrl}/${repository}`, commit, path, { line, endLine: line }));
}

/** What would have been red, had Keyhawk been switched to `enforce`. */
function observation({ observed, observedCount, owner, webUrl }: Overview, rows: number): string {
  const shown = observed.slice(0, rows);
  const lines = shown.map(({ repo, number, commit, keys, seenAt }) => {
    const root = `${webUrl}/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`;
    const [label, page] =
      number === null
        ? [`a push to ${code(repo)}, commit ${commit.slice(0, 7)}`, `commit/${commit}`]
        : [`${code(repo)}#${number}`, `pull/${number}`];
    return `- ${link(label, `${root}/${page}`)}: ${count(keys, "key")}, ${seenAt.slice(0, 10)}`;
  });
  const more = observedCount - shown.length;
  const rest = more > 0 ? [`- and ${count(more, "older one")}`] : [];
  const title = `### Would be red\n\n\`mode: observe\` kept ${count(observedCount, "check")} from turning red:`;
  return [`${title}\n`, ...lines, ...rest].join("\n");
}

function progress({ histories: { scanned, waiting, left } }: Overview): string {
  const all = scanned + waiting + left;
  if (all === 0)
    return "No history was scanned: `KEYHAWK_HISTORY_CONCURRENCY` is 0, or the App is installed on no repository.";
  const rest = [
    ...(waiting === 0 ? [] : [`${waiting} still to be scanned`]),
    ...(left === 0 ? [] : [`${left} could not be scanned (\`keyhawk history\` says why)`]),
  ];
  return `Histories: ${scanned} of ${all} scanned${rest.length === 0 ? "" : `; ${list(rest)}`}.`;
}
