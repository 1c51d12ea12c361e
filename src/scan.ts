import { detect } from "./detect/detect.ts";
import type { Detected } from "./detect/detection.ts";
import type { Coverage, NotScanned } from "./source/coverage.ts";
import type { Finding } from "./source/finding.ts";
import { locate } from "./source/locate.ts";
import type { Source } from "./source/source.ts";

/** The result of one scan. */
export interface ScanResult {
  /** In the order in which the source yielded their documents. */
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
}

/**
 * Scans every document of a source: the one pipeline behind the App, the Action and the command line.
 * Throws only what the source throws.
 */
export async function scan(source: Source): Promise<ScanResult> {
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
  return { findings, coverage: { documents, bytes, commits, placeholders, notScanned } };
}
