import type { KeyStatus } from "../../report/scan-report.ts";
import type { KeyRecord } from "./organisation.ts";

/** Whether a key is alive, and how that is known. */
export interface Verdict {
  readonly status: KeyStatus;
  /** A sentence for people; contains nothing of the key. */
  readonly reason: string;
  /** The organisation's own record of the key; null unless exactly one matches. */
  readonly record: KeyRecord | null;
}
