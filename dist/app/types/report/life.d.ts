import type { KeyReport } from "./key-report.js";
/** Whether a key is alive according to verification, with when and how; null when that is not known. Plain text without untrusted parts. */
export declare function lifeText({ status, statusFrom }: Pick<KeyReport, "status" | "statusFrom">): string | null;
