import { kinds } from "../../detect/kind.ts";
import type { ChangeSummary } from "../change-report.ts";
import type { Detail } from "../fitting.ts";
import type { KeyReport } from "../key-report.ts";
import { cell, code, folded } from "../markdown.ts";
import { placeMarkdown } from "../place.ts";
import { count } from "../words.ts";
import { keySection, statusMarkdown } from "./key-section.ts";

/** Keys as Markdown: the first in sections, the next as rows of a folded table, the rest as a count. Empty for no keys. */
export function keyOverview(keys: readonly KeyReport[], change: ChangeSummary, detail: Detail): string {
  const sections = keys.slice(0, detail.sections).map((key) => keySection(key, change, detail.places));
  const others = keys.slice(detail.sections);
  if (others.length === 0) return sections.join("\n\n");
  const listed = others.slice(0, detail.rows);
  const rows = listed.map((key) => keyRow(key, change));
  const left = others.length - listed.length;
  const rest = left === 0 ? "" : `\n\nAnd ${count(left, "more key")}, not listed for want of room.`;
  const table = ["| Key | Kind | Where | Status |", "|---|---|---|---|", ...rows].join("\n");
  return [...sections, folded(`<b>${count(others.length, "more key")}</b>`, `${table}${rest}`)].join("\n\n");
}

function keyRow(key: KeyReport, change: ChangeSummary): string {
  const places = key.headPlaces.length > 0 ? key.headPlaces : key.places;
  const [first] = places;
  const more = places.length > 1 ? ` and ${places.length - 1} more` : "";
  const gone = key.headPlaces.length === 0 ? " (history)" : "";
  const where = first === undefined ? "" : `${placeMarkdown(first, change)}${more}${gone}`;
  return `| ${[code(key.masked), kinds[key.kind].title, where, statusMarkdown(key).join(" · ")].map(cell).join(" | ")} |`;
}
