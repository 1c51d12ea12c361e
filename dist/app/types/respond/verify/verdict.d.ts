import type { KeyStatus } from "../../report/scan-report.js";
import type { KeyRecord } from "./organisation.js";
/** What is known of one key's life, and from what. */
export interface Verdict {
    readonly status: KeyStatus;
    /** A sentence for people; holds nothing of the key. */
    readonly reason: string;
    /** The organisation's own record of the key; null unless exactly one fits. */
    readonly record: KeyRecord | null;
}
