import type { Policy } from "../../policy/policy.ts";
import type { Coverage } from "../../source/coverage.ts";
import type { SentFindings } from "../../source/sent-findings.ts";

/** A history for a thread to scan. */
export interface ScanOrder {
  /** Folder of the repository. */
  readonly directory: string;
  readonly limits: Pick<Policy["limits"], "fileBytes" | "archiveDepth">;
  readonly paths: Policy["paths"];
}

/** The result. */
export type ScanAnswer =
  | ({ readonly coverage: Coverage } & SentFindings)
  /** A message without a key. */
  | { readonly failure: string };
