import type { ExposureId } from "./detect/exposures/exposure.ts";
import type { Limits } from "./policy/limits.ts";
import { defaultPolicy } from "./policy/policy.ts";
import { type ScanResult, scan } from "./scan.ts";
import { address } from "./source/document.ts";
import { workTree } from "./source/tree/work-tree.ts";

export type { Credential } from "./detect/credential.ts";
export type { Encoding } from "./detect/detection.ts";
export type { ExposureId } from "./detect/exposures/exposure.ts";
export type { Confidence, Kind, KindId, Severity } from "./detect/kind.ts";
export { kinds } from "./detect/kind.ts";
export { Failure } from "./failure.ts";
export type { Limits } from "./policy/limits.ts";
export type { ScanResult } from "./scan.ts";
export type { Coverage, NotScanned, NotScannedReason } from "./source/coverage.ts";
export type { Address, DocumentType } from "./source/document.ts";
export type { Excerpt, ExposureFinding, Finding } from "./source/finding.ts";

/** Settings of a scan; each has the default of the command line. */
export interface ScanSettings {
  readonly limits?: Partial<Limits>;
  /** Exposures to look for. */
  readonly exposures?: readonly ExposureId[];
}

/** Scans bytes, or the UTF-8 of a text. @param path what the bytes stand for in findings; decides about exposures */
export function scanBytes(
  bytes: Uint8Array | string,
  settings: ScanSettings & { readonly path?: string } = {},
): Promise<ScanResult> {
  const document = {
    address: address("file", { path: settings.path ?? null }),
    bytes: typeof bytes === "string" ? Buffer.from(bytes) : bytes,
    firstLine: 1,
    added: null,
  };
  return scan([{ type: "document", document }], scanOptions(settings));
}

/** Scans a file, or the files of a folder as `keyhawk scan PATH` does: what git ignores is left out. Throws a `Failure` when there is nothing. */
export function scanPath(
  path: string,
  settings: ScanSettings & { readonly files?: "tracked-and-untracked" | "all" } = {},
): Promise<ScanResult> {
  const options = scanOptions(settings);
  const files = settings.files ?? "tracked-and-untracked";
  return scan(workTree(path, { files, wholeBytes: options.limits.fileBytes }), options);
}

function scanOptions(settings: ScanSettings) {
  return {
    limits: { ...defaultPolicy.limits, ...settings.limits },
    exposures: settings.exposures ?? defaultPolicy.exposures,
  };
}
