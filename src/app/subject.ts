import type { Transaction } from "kysely";
import type { ExaminedChange } from "../change/examine.ts";
import type { Connection } from "../incident/connection.ts";
import type { RecordedIncident } from "../incident/sightings.ts";
import type { Tables } from "../incident/tables.ts";
import type { Turn } from "../incident/turn.ts";
import type { RevocationRules } from "../policy/revocation-rules.ts";

/** What keys are recorded for: a change, or a text outside of commits. */
export interface Subject {
  /** Identifies it for the limits on asking about keys. */
  readonly key: string;
  /** Login of the person who introduced the keys; null when unknown. */
  readonly author: string | null;
  readonly turn: Turn;
  /** `again`: the keys were not seen anew. */
  readonly occasion: "new" | "again";
  /** The organisation's rules about revoking. Throws Octokit's errors. */
  revocationRules(): Promise<RevocationRules>;
  /** What is published again when an answer arrives; null for nothing. */
  readonly waiting: { readonly key: string; readonly payload: unknown } | null;
  /** True when nothing follows from a change that shows no key. */
  isDone(connection: Connection, examined: ExaminedChange): Promise<boolean>;
  /** Stores what follows, in the transaction that records the keys. */
  store(
    transaction: Transaction<Tables>,
    recorded: ExaminedChange,
    incidents: readonly RecordedIncident[],
  ): Promise<void>;
}
