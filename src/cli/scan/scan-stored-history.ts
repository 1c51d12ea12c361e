import type { ScanResult } from "../../scan.ts";
import { type NotScannedReason, withLines } from "../../source/coverage.ts";
import { openStoredHistory } from "../../source/history/stored-history.ts";

/**
 * Scans the history that a bundle or a pack holds. Throws a `Failure` when the file is neither.
 * @param around folder in whose repository a bundle's missing bases are looked for
 * @param scan scans the repository into which the file was unpacked
 */
export async function scanStoredHistory(
  file: string,
  around: string,
  scan: (directory: string) => Promise<ScanResult>,
): Promise<ScanResult> {
  const stored = await openStoredHistory(file, around);
  try {
    const { coverage, ...found } = await scan(stored.directory);
    // The file's own lines say why objects are missing, and what to do about it.
    const explained = new Set<NotScannedReason>(stored.lines.length === 0 ? [] : ["shallow-clone", "unreadable"]);
    const others = coverage.notScanned.filter(
      ({ reason, path, object }) => path !== null || object !== undefined || !explained.has(reason),
    );
    return { ...found, coverage: withLines({ ...coverage, notScanned: others }, stored.lines) };
  } finally {
    stored.close();
  }
}
