import type { ExposureId } from "./detect/exposures/exposure.js";
import type { Limits } from "./policy/limits.js";
import { type ScanResult } from "./scan.js";
export type { Credential } from "./detect/credential.js";
export type { Encoding } from "./detect/detection.js";
export type { ExposureId } from "./detect/exposures/exposure.js";
export type { Confidence, Kind, KindId, Severity } from "./detect/kind.js";
export { kinds } from "./detect/kind.js";
export { Failure } from "./failure.js";
export type { Limits } from "./policy/limits.js";
export type { ScanResult } from "./scan.js";
export type { Coverage, NotScanned, NotScannedReason } from "./source/coverage.js";
export type { Address, DocumentType } from "./source/document.js";
export type { Excerpt, ExposureFinding, Finding } from "./source/finding.js";
/** Settings of a scan; each has the default of the command line. */
export interface ScanSettings {
    readonly limits?: Partial<Limits>;
    /** Exposures to look for. */
    readonly exposures?: readonly ExposureId[];
}
/** Scans bytes, or the UTF-8 of a text. @param path what the bytes stand for in findings; decides about exposures */
export declare function scanBytes(bytes: Uint8Array | string, settings?: ScanSettings & {
    readonly path?: string;
}): Promise<ScanResult>;
/** Scans a file, or the files of a folder as `keyhawk scan PATH` does: what git ignores is left out. Throws a `Failure` when there is nothing. */
export declare function scanPath(path: string, settings?: ScanSettings & {
    readonly files?: "tracked-and-untracked" | "all";
}): Promise<ScanResult>;
