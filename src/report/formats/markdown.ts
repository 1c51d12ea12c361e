import { exposures } from "../../detect/exposures/exposure.ts";
import { kinds } from "../../detect/kind.ts";
import { expiryText } from "../expiry.ts";
import { detailMarkdown } from "../key-details.ts";
import { code } from "../markdown.ts";
import { textName } from "../place.ts";
import { type ReportedFinding, type ScannedKey, type ScanReport, scannedKeys } from "../scan-report.ts";
import { coverageLine, notScannedSection, problemsSection } from "../sections/appendices.ts";
import { count, hiddenAs, ignoredWhere } from "../words.ts";

const mostPlaces = 100;
const mostEntries = 1_000;

/** The report as GitHub-flavoured Markdown, ending in a line end. */
export function renderMarkdown(report: ScanReport): string {
  const counted = scannedKeys(report.findings.filter((finding) => finding.ignored === null));
  const ignored = report.findings.filter((finding) => finding.ignored !== null);
  const title = counted.length === 0 ? "No OpenAI keys" : count(counted.length, "OpenAI key");
  const parts = [
    `# ${title} in ${code(report.subject)}`,
    ...counted.map(keyMarkdown),
    ignored.length === 0
      ? ""
      : `## Ignored\n\n${ignored.slice(0, mostEntries).map(ignoredLine).join("\n")}${cut(ignored.length, mostEntries)}`,
    report.exposures.length === 0
      ? ""
      : `## Risks without a key\n\n${report.exposures
          .slice(0, mostEntries)
          .map(
            (found) =>
              `- **${exposures[found.id].title}**: ${where({ ...found, encoding: [] })}. ${exposures[found.id].remedy}`,
          )
          .join("\n")}${cut(report.exposures.length, mostEntries)}`,
    notScannedSection(report.coverage, mostEntries),
    problemsSection(report.problems, mostEntries),
    coverageLine(report.coverage),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function keyMarkdown({ first, findings }: ScannedKey): string {
  const kind = kinds[first.kind];
  const { revocation } = kind;
  const expiry = expiryText(first.expiresAt);
  const places = findings.slice(0, mostPlaces).map((finding) => `  - ${where(finding)}`);
  return [
    `## ${code(first.masked)} ${kind.title}`,
    "",
    kind.reach,
    "",
    `- Severity: ${first.severity}, confidence: ${first.confidence}, status: ${first.status}`,
    ...(expiry === null ? [] : [`- ${expiry}`]),
    ...detailMarkdown(first.details),
    `- Fingerprint: ${code(first.fingerprint)}`,
    `- Revoke: [${revocation.name}](${revocation.url}). ${revocation.instruction}`,
    `- Places:\n${places.join("\n")}${findings.length > mostPlaces ? `\n  - and ${findings.length - mostPlaces} more` : ""}`,
  ].join("\n");
}

function where(finding: Pick<ReportedFinding, "address" | "line" | "column" | "encoding">): string {
  const { address } = finding;
  const hidden = hiddenAs(finding.encoding);
  const name =
    address.path === null
      ? textName(address)
      : [address.path, ...address.container].map((part) => code(part)).join(" › ");
  const commit =
    address.commit === null || address.type === "commit-message" ? "" : ` in ${code(address.commit.slice(0, 7))}`;
  return `${name} line ${finding.line}, column ${finding.column}${commit}${hidden === "" ? "" : `, ${hidden}`}`;
}

function ignoredLine(finding: ReportedFinding): string {
  const how = `ignored ${ignoredWhere(finding.ignoredBy)}`;
  return `- ${code(finding.masked)} ${where(finding)}, ${how}: ${code(finding.ignored ?? "", 300)}`;
}

function cut(total: number, most: number): string {
  return total > most ? `\n- and ${total - most} more` : "";
}
