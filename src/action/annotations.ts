import { exposures } from "../detect/exposures/exposure.ts";
import { kinds } from "../detect/kind.ts";
import type { Conclusion } from "../policy/conclude.ts";
import { compareSeverity } from "../policy/conclude.ts";
import type { ConfigurationProblem } from "../policy/policy.ts";
import type { Place } from "../report/key-report.ts";
import type { ReportedFinding, ScanReport } from "../report/scan-report.ts";
import { type AnnotationPlace, annotate, logLine } from "./log.ts";

/** GitHub shows at most this many annotations of each level for a step, and silently drops the rest. */
const most = 10;

/** Annotates the lines with keys and risks, worst first, and mistakes in the configuration. */
export function annotateFindings(report: ScanReport, conclusion: Conclusion): void {
  const judged = report.findings.filter((finding) => finding.ignored === null);
  const open = judged.filter((finding) => finding.status !== "revoked");
  // With no open key, the step fails because of dead keys that are still in the code.
  const shown = open.length === 0 && conclusion === "failure" ? judged : open;
  const ordered = shown.toSorted((a, b) => compareSeverity(a.severity, b.severity));
  const level = conclusion === "failure" ? "error" : "warning";
  for (const finding of ordered.slice(0, most)) {
    const title = `${finding.status === "revoked" ? "Revoked" : "Leaked"} ${kinds[finding.kind].title}`;
    annotate(level, title, findingMessage(finding), annotationPlace(finding));
  }
  if (ordered.length > most) logLine(`${ordered.length - most} more findings are in the job summary and the report.`);

  // Warnings share one limit. A mistake in the configuration comes first because it affects all the others.
  const left = level === "warning" ? most - Math.min(ordered.length, most) : most;
  const warnings = [...report.problems.map(problemWarning), ...report.exposures.map(exposureWarning)];
  for (const warn of warnings.slice(0, left)) warn();
}

function findingMessage(finding: ReportedFinding): string {
  const { kind, masked, fingerprint, address, status } = finding;
  const { reach, revocation } = kinds[kind];
  const todo =
    status === "revoked"
      ? "It no longer works: remove it from the code."
      : `${reach} ${revocation.instruction} (${revocation.name})`;
  const commit = address.commit === null ? "" : ` Commit ${address.commit.slice(0, 7)}.`;
  return `${masked}: ${todo}${commit} Fingerprint ${fingerprint}.`;
}

function exposureWarning(finding: ScanReport["exposures"][number]): () => void {
  const { title, risk, remedy } = exposures[finding.id];
  return () => annotate("warning", title, `${risk} ${remedy}`, annotationPlace(finding));
}

function problemWarning(problem: ConfigurationProblem): () => void {
  const field = problem.field === "" ? "" : `${problem.field}: `;
  const file = problem.file.replace(/^[^:]*:/, "");
  const place = { file, startLine: problem.line, endLine: problem.line };
  return () => annotate("warning", "Keyhawk configuration", `${field}${problem.message} (${problem.file})`, place);
}

/** Null for a text that has no path, such as a commit message. */
function annotationPlace(place: Pick<Place, "address" | "line" | "endLine">): AnnotationPlace | null {
  const { path } = place.address;
  return path === null ? null : { file: path, startLine: place.line, endLine: place.endLine };
}
