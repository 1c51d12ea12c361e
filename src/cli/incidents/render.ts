import type { IncidentRecord, RecordedPlace } from "../../incident/records.ts";
import { detailRows } from "../../report/key-details.ts";
import { cell, code } from "../../report/markdown.ts";
import { visible } from "../../report/visible.ts";
import { count, moment } from "../../report/words.ts";

export const incidentFormats = ["text", "json", "csv", "markdown"] as const;

export type IncidentFormat = (typeof incidentFormats)[number];

/** Incidents in one of the formats. `text` is a list for a terminal; `markdown` is a report with all the evidence. */
export function renderIncidents(incidents: readonly IncidentRecord[], format: IncidentFormat): string {
  switch (format) {
    case "json":
      return `${JSON.stringify({ version: 1, incidents }, null, 2)}\n`;
    case "csv":
      return renderCsv(incidents);
    case "markdown":
      return renderEvidence(incidents);
    case "text":
      return renderList(incidents);
  }
}

/** One incident as a timeline for a terminal. */
export function renderTimeline(incident: IncidentRecord): string {
  const { places, shownIn, log } = incident;
  const lines = [
    `${incident.masked}  ${incident.state}  ${incident.kind} of ${incident.owner}`,
    `  incident    ${incident.id}`,
    `  fingerprint ${incident.fingerprint}`,
    ...(incident.response === null
      ? []
      : [`  response    ${incident.response.result}${after(": ", incident.response.message)}`]),
    ...detailRows(incident.details ?? undefined).map(([label, text]) => `  ${label.padEnd(11)} ${text}`),
    ...places.map((place) => `  place       ${placeOf(place)}`),
    ...shownIn.map((pull) => `  shown in    ${pull}`),
    "",
    ...log.map(({ at, actor, event, detail }) => `  ${moment(at)}  ${actor}  ${event}${after(": ", detail)}`),
  ];
  return `${lines.map(visible).join("\n")}\n`;
}

function renderList(incidents: readonly IncidentRecord[]): string {
  const lines = incidents.map(
    ({ id, state, response, masked, openedAt, places }) =>
      `${id.slice(0, 8)}  ${state.padEnd(9)}  ${(response?.result ?? "").padEnd(15)}  ${moment(openedAt)}  ${masked}  ${repositoriesOf(places).join(", ")}`,
  );
  return `${[...lines, count(incidents.length, "incident")].map(visible).join("\n")}\n`;
}

function renderCsv(incidents: readonly IncidentRecord[]): string {
  const header = [
    ...["id", "owner", "kind", "masked", "fingerprint", "severity", "state", "stateAt", "stateBy", "stateReason"],
    ...["openedAt", "places", "repositories", "response"],
  ];
  const rows = incidents.map((each) => [
    ...[each.id, each.owner, each.kind, each.masked, each.fingerprint, each.severity, each.state, each.stateAt],
    ...[each.stateBy, each.stateReason, each.openedAt, String(each.places.length)],
    ...[repositoriesOf(each.places).join(" "), each.response?.result ?? null],
  ]);
  return [header, ...rows].map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
}

/** A spreadsheet would run a text that begins like a formula. */
function csvField(text: string | null): string {
  const safe = /^[=+\-@\t\r]/.test(text ?? "") ? `'${text}` : (text ?? "");
  return `"${safe.replaceAll('"', '""')}"`;
}

function renderEvidence(incidents: readonly IncidentRecord[]): string {
  const parts = incidents.map((each) => {
    const facts = {
      State: `${each.state}${each.stateAt === null ? "" : ` since ${moment(each.stateAt)}`}`,
      "Closed by": each.stateBy === null ? null : `${code(each.stateBy)}: ${code(each.stateReason ?? "")}`,
      Response: each.response === null ? null : `${each.response.result} at ${moment(each.response.at)}`,
      Owner: code(each.owner),
      Kind: each.kind,
      Severity: each.severity,
      ...Object.fromEntries(
        detailRows(each.details ?? undefined).map(([label, text]) => [`OpenAI's ${label}`, code(text, 300)]),
      ),
      Incident: code(each.id),
      Fingerprint: code(each.fingerprint),
    };
    const rows = Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [`- ${name}: ${value}`]));
    return [
      `## ${code(each.masked)}`,
      rows.join("\n"),
      "### Places",
      table(
        ["seen", "place", "author"],
        each.places.map((place) => [moment(place.seenAt), code(placeOf(place)), code(place.author ?? "unknown")]),
      ),
      "### Log",
      table(
        ["when", "who", "what", "detail"],
        each.log.map(({ at, actor, event, detail }) => [
          moment(at),
          code(actor),
          event,
          detail === null ? "" : code(detail),
        ]),
      ),
    ].join("\n\n");
  });
  return `${[`# ${count(incidents.length, "incident")}`, ...parts].join("\n\n")}\n`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

function repositoriesOf(places: readonly RecordedPlace[]): readonly string[] {
  return [...new Set(places.map(({ repository }) => repository))].sort();
}

function placeOf({ repository, type, path, container, line, commit }: RecordedPlace): string {
  const file = [path ?? type, ...(container === "" ? [] : [container])].join(" › ");
  return `${repository}${commit === null ? "" : `@${commit.slice(0, 7)}`} ${file}:${line}`;
}

function after(separator: string, text: string | null): string {
  return text === null ? "" : `${separator}${text}`;
}
