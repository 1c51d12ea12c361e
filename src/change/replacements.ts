import { type ReportedFinding, type ScanReport, scannedKeys } from "../report/scan-report.ts";
import { isReplaceable, type Suggestion } from "../report/suggestion/suggest.ts";
import type { Address } from "../source/document.ts";
import { judgePlace } from "./judge-place.ts";

/** The bytes of the file at an address, unless there are more than `maximumFileBytes`; null when they are not at hand. */
export type FileReader = (address: Address) => Promise<Uint8Array | null>;

interface Replacements {
  readonly report: ScanReport;
  /** What kept lines from getting a replacement although they might have one, each once. */
  readonly problems: readonly string[];
}

/** Bounds for reading files again, which takes time. */
const mostKeys = 50;
const mostPlaces = 5;

/**
 * A report with the replacement of one line for each key: the first place that has a safe one, decided by its whole file
 * as in a pull request.
 */
export async function withReplacements(report: ScanReport, read: FileReader): Promise<Replacements> {
  const problems = new Set<string>();
  const chosen = new Map<ReportedFinding, Suggestion>();
  const counted = scannedKeys(report.findings.filter(({ ignored }) => ignored === null));
  for (const { findings } of counted.slice(0, mostKeys)) {
    for (const finding of findings.filter(isReplaceable).slice(0, mostPlaces)) {
      const suggestion = await judgePlace(finding, finding, await read(finding.address), problems);
      if (suggestion === null) continue;
      chosen.set(finding, suggestion);
      break;
    }
  }
  const findings = report.findings.map((finding) =>
    isReplaceable(finding) ? { ...finding, suggestion: chosen.get(finding) ?? null } : finding,
  );
  return { report: { ...report, findings }, problems: [...problems] };
}
