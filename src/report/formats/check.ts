import { exposures } from "../../detect/exposures/exposure.ts";
import { kinds } from "../../detect/kind.ts";
import { isDead } from "../../policy/conclude.ts";
import type { ChangeReport, ChangeSummary } from "../change-report.ts";
import { expiryText } from "../expiry.ts";
import { details, fitting } from "../fitting.ts";
import { forReaders } from "../for-readers.ts";
import type { KeyReport, Place } from "../key-report.ts";
import { lifeText } from "../life.ts";
import { printable } from "../printable.ts";
import { guidance } from "../sections/guidance.ts";
import { headline } from "../sections/headline.ts";
import { keyOverview } from "../sections/key-overview.ts";
import { count, hiddenAs, ignoredWhere } from "../words.ts";

/** One annotation, as `POST /repos/{owner}/{repo}/check-runs` takes it. Columns are set only when both lines are the same. */
export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: "notice" | "warning" | "failure";
  readonly title: string;
  readonly message: string;
}

/** What a check run shows. */
export interface CheckOutput {
  /** One line of plain text. */
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  /** Markdown, at most 65,535 characters; may be empty. */
  readonly text: string;
  /** At most 200; GitHub takes 50 a request. */
  readonly annotations: readonly CheckAnnotation[];
}

/** Four requests' worth: a change full of made-up keys must not occupy an installation for minutes. */
const maximumAnnotations = 200;

/** The check run of a change. */
export function renderCheck(whole: ChangeReport): CheckOutput {
  const report = forReaders(whole);
  const all = annotationsOf(report);
  const left = all.length - maximumAnnotations;
  const bound =
    left > 0 ? `\n\n${count(left, "more line")} could be annotated; a check shows ${maximumAnnotations}.` : "";
  return {
    title: headline(report),
    summary: fitting(details, (detail) => `${guidance(report, detail)}${bound}`),
    text: fitting(details, (detail) => keyOverview(report.keys, report.change, detail)),
    annotations: all.slice(0, maximumAnnotations).map((render) => render()),
  };
}

/**
 * Annotations on files of the head: keys, then mistakes in this repository's configuration, then risks without a key.
 * Each is rendered when it is called: there can be thousands.
 */
function annotationsOf(report: ChangeReport): readonly (() => CheckAnnotation)[] {
  return [
    ...report.keys.flatMap((key) =>
      key.headPlaces.flatMap((place) => {
        const { path } = place.address;
        return path === null ? [] : [() => keyAnnotation(key, place, path)];
      }),
    ),
    ...report.problems.flatMap((problem) => {
      const path = pathHere(problem.file, report.change);
      return path === null
        ? []
        : [
            () => ({
              path,
              start_line: problem.line,
              end_line: problem.line,
              start_column: problem.column,
              end_column: problem.column,
              annotation_level: "warning" as const,
              title: `Keyhawk configuration${problem.field === "" ? "" : `: ${printable(problem.field, 100)}`}`,
              message: printable(problem.message, 1_000),
            }),
          ];
    }),
    ...report.exposures.flatMap((finding) => {
      const { title, risk, remedy } = exposures[finding.id];
      const { path, container } = finding.address;
      return path === null || container.length > 0
        ? []
        : [
            () => ({
              ...{ path, ...lines(finding), annotation_level: "warning" as const },
              ...{ title, message: `${risk} ${remedy}` },
            }),
          ];
    }),
  ];
}

function keyAnnotation(key: KeyReport, place: Place, path: string): CheckAnnotation {
  const { container } = place.address;
  const kind = kinds[key.kind];
  const hidden = hiddenAs(place.encoding);
  const inside =
    container.length === 0 ? "" : ` Inside ${container.map((member) => printable(member, 120)).join(" › ")}.`;
  const how = hidden === "" ? "" : ` It is here ${hidden}.`;
  const title = `${kind.title} ${key.masked}`;
  // Line numbers inside an archive are not those of the file that the annotation is on.
  const at = container.length === 0 ? lines(place) : { start_line: 1, end_line: 1 };
  if (key.ignored !== null) {
    const message = `Ignored ${ignoredWhere(key.ignoredBy)}: ${printable(key.ignored, 300)}`;
    return { path, ...at, annotation_level: "notice", title, message };
  }
  const todo = isDead(key)
    ? "It no longer works: remove it from the code."
    : `Revoke it at ${kind.revocation.url}, then read it from an environment variable. ${kind.reach}`;
  const refused =
    key.lineReasonRefused === undefined ? "" : ` The reason on the line does not count: ${key.lineReasonRefused}`;
  const life = [lifeText(key), expiryText(key.expiresAt)].filter((text) => text !== null).join(". ");
  const message = `${life === "" ? "" : `${life}. `}${todo}${how}${inside}${refused}`;
  return { path, ...at, annotation_level: "failure", title, message };
}

function lines(place: Pick<Place, "line" | "column" | "endLine" | "endColumn">) {
  return place.line === place.endLine
    ? { start_line: place.line, end_line: place.endLine, start_column: place.column, end_column: place.endColumn }
    : { start_line: place.line, end_line: place.endLine };
}

/** The path of a configuration file in the change's own repository, or null for the organisation's. */
function pathHere(file: string, change: ChangeSummary): string | null {
  const prefix = `${change.owner}/${change.repo}:`.toLowerCase();
  if (file.toLowerCase().startsWith(prefix)) return file.slice(prefix.length);
  return file.includes(":") ? null : file;
}
