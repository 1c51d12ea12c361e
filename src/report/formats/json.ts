import { exposures } from "../../detect/exposures/exposure.ts";
import type { ScanReport } from "../scan-report.ts";
import { escapeDirection } from "../visible.ts";

/** The machine-readable report: one JSON object, ending in a line end. Its fields are a contract: see docs. */
export function renderJson(report: ScanReport): string {
  const { coverage } = report;
  const object = {
    version: 1,
    findings: report.findings.map((finding) => ({
      kind: finding.kind,
      masked: finding.masked,
      fingerprint: finding.fingerprint,
      confidence: finding.confidence,
      severity: finding.severity,
      type: finding.address.type,
      path: finding.address.path,
      line: finding.line,
      column: finding.column,
      endLine: finding.endLine,
      endColumn: finding.endColumn,
      commit: finding.address.commit,
      author: finding.address.author,
      date: finding.address.date,
      encoding: finding.encoding,
      container: finding.address.container,
      paths: finding.address.history?.paths ?? null,
      atHead: finding.address.history?.atHead ?? null,
      expiresAt: finding.expiresAt ?? null,
      status: finding.status,
      details: finding.details ?? null,
      ignored: finding.ignored,
      ignoredBy: finding.ignoredBy,
    })),
    coverage: {
      documents: coverage.documents,
      bytes: coverage.bytes,
      commits: coverage.commits,
      placeholders: coverage.placeholders,
      excluded: coverage.excluded,
      notScanned: coverage.notScanned.map(({ path, commit, reason, detail }) => ({ path, commit, reason, detail })),
    },
    exposures: report.exposures.map((finding) => ({
      id: finding.id,
      severity: "medium",
      title: exposures[finding.id].title,
      path: finding.address.path,
      line: finding.line,
      column: finding.column,
      endLine: finding.endLine,
      endColumn: finding.endColumn,
      commit: finding.address.commit,
    })),
    problems: report.problems.map(({ file, line, column, field, message }) => ({ file, line, column, field, message })),
  };
  return `${escapeDirection(JSON.stringify(object, null, 2))}\n`;
}
