import { detect } from "./detect/detect.ts";
import type { Detected } from "./detect/detection.ts";
import type { ExposureId } from "./detect/exposure.ts";
import type { Limits } from "./policy/policy.ts";
import type { Coverage, NotScanned } from "./source/coverage.ts";
import type { ExposureFinding, Finding } from "./source/finding.ts";
import { locate } from "./source/locate.ts";
import type { Source } from "./source/source.ts";

/** The result of one scan. */
export interface ScanResult {
  /** In the order in which the source yielded their documents. */
  readonly findings: readonly Finding[];
  readonly exposures: readonly ExposureFinding[];
  readonly coverage: Coverage;
}

/** What a scan needs from the policy. */
export interface ScanOptions {
  readonly limits: Limits;
  /** Exposures to look for. */
  readonly exposures: readonly ExposureId[];
}

/**
 * Scans every document of a source: the one pipeline behind the App, the Action and the command line.
 * Throws only what the source throws.
 */
export async function scan(source: Source, _options: ScanOptions): Promise<ScanResult> {
  const findings: Finding[] = [];
  const notScanned: NotScanned[] = [];
  let documents = 0;
  let bytes = 0;
  let commits = 0;
  let placeholders = 0;
  for await (const item of source) {
    switch (item.type) {
      case "document": {
        documents += 1;
        bytes += item.document.bytes.length;
        const detected: Detected = detect(item.document.bytes);
        placeholders += detected.placeholders;
        findings.push(...locate(item.document, detected.detections));
        break;
      }
      case "clean":
        documents += item.documents;
        bytes += item.bytes;
        break;
      case "commits":
        commits += item.count;
        break;
      case "not-scanned":
        notScanned.push(item.notScanned);
        break;
    }
  }
  return { findings, exposures: [], coverage: { documents, bytes, commits, placeholders, notScanned } };
}
