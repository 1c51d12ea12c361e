import type { KeyPermissions } from "../../report/key-details.ts";
import type { KeyRecord } from "../../report/key-record.ts";
import type { KeyStatus } from "../../report/scan-report.ts";

/** What OpenAI's answer to a key shows. */
export interface Life {
  readonly status: KeyStatus;
  /** A sentence for people; contains nothing of the key. */
  readonly reason: string;
}

/** Whether a key is alive and whose it is, and how that is known. */
export interface Ownership extends Life {
  /** `direct`: OpenAI was asked with the key itself. `indirect`: the organisation's list of keys says so. */
  readonly by: "direct" | "indirect";
  /** Whether it belongs to the operator's organisation; null when that is not known. */
  readonly ours: boolean | null;
  /** The organisation's own record of the key; null unless exactly one matches. */
  readonly record: KeyRecord | null;
}

/** Everything that verification found out about a key. */
export interface Verdict extends Ownership {
  /** What it may do; null when OpenAI was not asked. */
  readonly permissions: KeyPermissions | null;
}
