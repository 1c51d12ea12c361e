import { exposures } from "../../detect/exposures/exposure.ts";
import { kinds, type Severity } from "../../detect/kind.ts";
import type { Address } from "../../source/document.ts";
import { expiryText } from "../expiry.ts";
import { textName } from "../place.ts";
import type { ReportedFinding, ScanReport } from "../scan-report.ts";
import { escapeDirection } from "../visible.ts";
import { hiddenAs } from "../words.ts";

const home = "https://github.com/keyhawk/keyhawk";

/** GitHub shows at most this many results of a run. */
const maximumResults = 25_000;

/** Most coverage lines that are listed. */
const maximumNotifications = 1_000;

/** A sentence for each part of a report that its SARIF omits because of GitHub's limits. */
export function leftOut({
  findings,
  exposures,
  coverage,
}: Pick<ScanReport, "findings" | "exposures" | "coverage">): string[] {
  const results = findings.length + exposures.length - maximumResults;
  const lines = coverage.notScanned.length - maximumNotifications;
  return [
    ...(results > 0
      ? [`SARIF leaves out ${results} results, since GitHub takes ${maximumResults}: JSON holds all.`]
      : []),
    ...(lines > 0 ? [`SARIF leaves out ${lines} lines about what was not scanned: JSON holds all.`] : []),
  ];
}

/** What GitHub calls the severity of a security rule, from 0 to 10. */
const securitySeverity: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.0" };
const level: Readonly<Record<Severity, "error" | "warning">> = { critical: "error", high: "error", medium: "warning" };

/** The report as SARIF 2.1.0; `version` is this package's. */
export function renderSarif(report: ScanReport, version: string): string {
  const results = [...report.findings.map(findingResult), ...report.exposures.map(exposureResult)];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Keyhawk", version, semanticVersion: version, informationUri: home, rules: rules() } },
        columnKind: "utf16CodeUnits",
        results: results.slice(0, maximumResults),
        invocations: [
          {
            executionSuccessful: report.coverage.notScanned.length === 0,
            toolExecutionNotifications: [
              ...leftOut(report).map((text) => ({
                descriptor: { id: "left-out" },
                level: "warning",
                message: { text },
              })),
              ...report.coverage.notScanned.slice(0, maximumNotifications).map((item) => ({
                descriptor: { id: item.reason },
                level: "warning",
                message: { text: `Not scanned: ${item.detail}` },
                ...(item.path === null
                  ? {}
                  : { locations: [{ physicalLocation: { artifactLocation: artifact(item.path) } }] }),
              })),
            ],
          },
        ],
      },
    ],
  };
  return `${escapeDirection(JSON.stringify(log, null, 2))}\n`;
}

function rules(): object[] {
  return [
    ...Object.values(kinds).map((kind) => ({
      id: kind.id,
      name: pascalCase(kind.id),
      shortDescription: { text: kind.title },
      fullDescription: { text: kind.reach },
      help: { text: `${kind.revocation.instruction} ${kind.revocation.url}` },
      defaultConfiguration: { level: level[kind.severity] },
      properties: {
        tags: ["security", "secret"],
        "security-severity": securitySeverity[kind.severity],
        "problem.severity": level[kind.severity],
        precision: "high",
      },
    })),
    ...Object.values(exposures).map((exposure) => ({
      id: exposure.id,
      name: pascalCase(exposure.id),
      shortDescription: { text: exposure.title },
      fullDescription: { text: exposure.risk },
      help: { text: exposure.remedy },
      defaultConfiguration: { level: "warning" },
      properties: {
        tags: ["security"],
        "security-severity": securitySeverity.medium,
        "problem.severity": "warning",
        precision: "medium",
      },
    })),
  ];
}

function findingResult(finding: ReportedFinding): object {
  const hidden = hiddenAs(finding.encoding);
  const { title, reach, revocation } = kinds[finding.kind];
  const expiry = expiryText(finding.expiresAt);
  const text = `${title} ${finding.masked}${hidden === "" ? "" : `, ${hidden}`}. ${reach} Revoke it at ${revocation.url}.${expiry === null ? "" : ` ${expiry}.`}`;
  return {
    ruleId: finding.kind,
    level: level[finding.severity],
    message: { text },
    locations: [location(finding)],
    // The same key in the same file is one alert, even when its line moves.
    partialFingerprints: { "keyhawk/v1": finding.fingerprint },
    ...(finding.ignored === null
      ? {}
      : {
          suppressions: [
            {
              kind: finding.ignoredBy === "line" ? "inSource" : "external",
              status: "accepted",
              justification: finding.ignored,
            },
          ],
        }),
    properties: {
      confidence: finding.confidence,
      status: finding.status,
      ...(finding.address.commit === null ? {} : { commit: finding.address.commit }),
    },
  };
}

function exposureResult(finding: ScanReport["exposures"][number]): object {
  const exposure = exposures[finding.id];
  return {
    ruleId: finding.id,
    level: "warning",
    message: { text: `${exposure.title}. ${exposure.risk} ${exposure.remedy}` },
    locations: [location(finding)],
  };
}

interface Located {
  readonly address: Address;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

function location({ address, line, column, endLine, endColumn }: Located): object {
  // Line numbers inside an archive are not those of the file that the location names.
  const region =
    address.container.length > 0 ? {} : { region: { startLine: line, startColumn: column, endLine, endColumn } };
  const inside = [address.path === null ? textName(address) : null, ...address.container].filter(
    (name) => name !== null,
  );
  return {
    physicalLocation: { artifactLocation: artifact(address.path ?? textPath(address)), ...region },
    ...(inside.length === 0 ? {} : { logicalLocations: inside.map((name) => ({ fullyQualifiedName: name })) }),
  };
}

/** Code scanning rejects a result without a path, so a text without a file gets one that describes it. */
function textPath(address: Address): string {
  return address.commit === null ? `.git/${address.type}` : `.git/${address.type}/${address.commit}`;
}

function artifact(path: string): object {
  // A colon in the first segment would be read as a scheme, two slashes as a host.
  const uri = path.toWellFormed().replace(/\\/g, "/").split("/").map(encodeURIComponent).join("/").replace(/^\/+/, "");
  return { uri, uriBaseId: "%SRCROOT%" };
}

function pascalCase(id: string): string {
  return id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
