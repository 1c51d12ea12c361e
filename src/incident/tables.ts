import type { ColumnType, Generated } from "kysely";
import type { KindId, Severity } from "../detect/kind.ts";
import type { KeyResponse } from "../report/key-report.ts";
import type { DocumentType } from "../source/document.ts";
import type { Origin } from "./turn.ts";

type Timestamp = ColumnType<Date, Date | string, Date | string>;

/**
 * `open`: it is not known whether the key is alive. `verified`: it is alive. `expiring`: it is alive and has been given
 * an expiry date. `revoked`: it is dead. `expired`: it is past its expiry date. `dismissed`: a person says that it needs
 * no attention. `resolved`: a person says that it was dealt with. The last four are settled: only the same key, seen
 * anew and alive, or a person reopens such an incident.
 */
export type IncidentState = "open" | "verified" | "expiring" | SettledState;

export type SettledState = "revoked" | "expired" | "dismissed" | "resolved";

/** One credential under one owner. Holds no raw key. */
export interface IncidentTable {
  id: Generated<string>;
  /** Lower case, as GitHub compares it. */
  owner: string;
  fingerprint: string;
  kind: KindId;
  masked: string;
  severity: Severity;
  state: IncidentState;
  /** When it entered this state; null for incidents that are older than this column. */
  state_at: Timestamp | null;
  /** Who closed it by hand; null for a state that Keyhawk set. */
  state_by: string | null;
  /** Why that person closed it. */
  state_reason: string | null;
  response: KeyResponse["result"] | null;
  response_message: string | null;
  response_at: Timestamp | null;
  opened_at: Timestamp;
  /** JSON of `KeyDetails`: what OpenAI said about the key last. */
  details: string | null;
}

/** An event in an incident's history; never changed afterwards. */
export interface IncidentLogTable {
  id: Generated<string>;
  incident_id: string;
  at: Timestamp;
  /** `keyhawk`, the host of the revocation hook, or a person. */
  actor: string;
  event:
    | "opened"
    | "seen"
    | "hook-called"
    | "hook-failed"
    | "hook-answered"
    | "verified"
    | "ordered"
    | "revoking"
    | "revocation"
    | "closed"
    | "reopened"
    | "publicized"
    | "alert-resolved";
  detail: string | null;
}

/** One place of the key. */
export interface SightingTable {
  incident_id: string;
  /** Hash of the columns below: each place is recorded once. */
  place: string;
  repository: string;
  type: DocumentType;
  path: string | null;
  /** Members of nested archives, outermost first, joined by ` › `. */
  container: string;
  line: number;
  commit_id: string | null;
  author: string | null;
  seen_at: Timestamp;
}

/** A pull request whose comment shows a key: it is examined again when the incident's state changes elsewhere. */
export interface ShownInTable {
  incident_id: string;
  /** Lower case. */
  owner: string;
  /** Lower case. */
  repo: string;
  number: number;
  installation: ColumnType<string, number, number>;
  /** True when its head is in another repository. */
  fork: boolean;
}

/** The newest examined state of a pull request: GitHub delivers events out of order. */
export interface PullRequestTable {
  owner: string;
  repo: string;
  number: number;
  /** `updated_at` of that state, in whole seconds. */
  handled: Timestamp;
  /** Hash of the rest of that state: it distinguishes two events of the same second. */
  state: string | null;
  /** True when Keyhawk's comment exists; an event from before it does not count it. */
  commented: boolean;
  /** Ids on GitHub, stored because GitHub's lists can lag behind. */
  comment_id: ColumnType<string | null, number | null, number | null>;
  /** JSON: names of the existing review comments. */
  reviewed: string | null;
}

/** A check run that was or is being created, so that running a job again updates it. */
export interface PublicationTable {
  external_id: string;
  /** `owner/repo@commit` in lower case for a pull request's; null for others. */
  head: string | null;
  started_at: Timestamp;
  check_run_id: ColumnType<string | null, number | null, number | null>;
  /** Digest of what the check run of a push shows; null for others. */
  content: ColumnType<string | null, string | null | undefined, string | null>;
  /** The payload from which the change is examined again when a button of the check run is pressed; sealed. */
  sealed: Uint8Array | null;
}

/** Something that is done once however often it is asked for, such as the command in a comment. */
export interface DoneOnceTable {
  id: string;
  at: Timestamp;
}

/** A job's sealed payload, which must not be readable at rest; deleted when the job ends. */
export interface SealedPayloadTable {
  job_id: string;
  queue: string;
  sealed: Uint8Array;
  stored_at: Timestamp;
  /** Whose work it is. */
  installation: ColumnType<string, number, number>;
  /** Lower case. */
  repository: string;
  origin: Origin;
}

/** The report of a change, to be published now and again when an answer arrives. */
export interface ReportedChangeTable {
  /** Key of the change's jobs. */
  change: string;
  /** The report and everything else that publishing needs. */
  sealed: Uint8Array;
  stored_at: Timestamp;
}

/** A change whose comment and check wait for an answer about a key. */
export interface AwaitingAnswerTable {
  incident_id: string;
  /** Key of the change's jobs. */
  change: string;
  /**
   * The payload from which the change is examined again; sealed, because it can contain the texts in which the key was
   * found.
   */
  sealed: Uint8Array;
}

/** A key that OpenAI or the hook was asked about, for the limits on such requests. */
export interface AskedKeyTable {
  /** Lower case. */
  owner: string;
  fingerprint: string;
  /** Key of the change that introduced it first. */
  change: string;
  /** Lower-case login of the person who introduced it; null when unknown. */
  author: string | null;
  asked_at: Timestamp;
}

/** What of a repository has a history of its own. */
export type HistoryPart = "code" | "wiki";

/**
 * `waiting`: a job will scan it. `scanned`. `not-scanned`: it was left out for good, and `reason` says why. `failed`: a
 * day of attempts failed. `suspended`: its installation is.
 */
export type HistoryState = "waiting" | "scanned" | "not-scanned" | "failed" | "suspended";

/** The history of one repository that the App is installed on, and how far its scan is. */
export interface HistoryTable {
  /** GitHub's id, which stays when the repository is renamed or transferred. */
  repository_id: ColumnType<string, number, number>;
  part: HistoryPart;
  installation: ColumnType<string, number, number>;
  owner: string;
  repo: string;
  visibility: "public" | "private";
  default_branch: string;
  /** Kilobytes on GitHub's disk, as GitHub says. */
  size_kb: ColumnType<string, number, number>;
  state: HistoryState;
  reason: string | null;
  /** JSON: the refs that were scanned, without their names. Null before the first scan. */
  refs: string | null;
  /** What was searched for: a release that adds a kind of key has another value. */
  engine: string | null;
  /** Distinct keys that scans found. */
  keys: Generated<number>;
  /** Bytes that were copied for scans. */
  bytes: ColumnType<string, number | undefined, number>;
  queued_at: Timestamp;
  scanned_at: Timestamp | null;
}

/** When an App last ran on this database: one row. */
export interface PresenceTable {
  id: number;
  seen_at: Timestamp;
}

/** The issue that lists the unsettled incidents of an owner. */
export interface OverviewTable {
  /** Lower case. */
  owner: string;
  /** Where the issue is: `owner/name` in lower case. */
  repository: string;
  /** Its number; null before there is one. */
  issue: ColumnType<string | null, number | null | undefined, number | null>;
  /** Hash of its text. */
  digest: string | null;
  /** When a process last compared it with the record. */
  claimed_at: Timestamp;
}

/** A change whose check would be red if its organisation did not only observe its repository. */
export interface ObservedChangeTable {
  /** Key of the change. */
  change: string;
  /** Lower case. */
  owner: string;
  repo: string;
  number: number | null;
  commit_id: string;
  /** Keys that would fail the check. */
  keys: number;
  seen_at: Timestamp;
}

/** An installation whose jobs in a queue rest until a rate limit is over. */
export interface RestTable {
  queue: string;
  installation: string;
  until_at: Timestamp;
}

/** When an installation writes to GitHub next, by kind of request. */
export interface WriteTurnTable {
  installation: ColumnType<string, number, number>;
  lane: "write" | "notification";
  /** The newest turn that was taken. */
  turn_at: Timestamp;
  /** Milliseconds from it to the next one. */
  interval_ms: number;
}

export interface Tables {
  incident: IncidentTable;
  incident_log: IncidentLogTable;
  sighting: SightingTable;
  shown_in: ShownInTable;
  pull_request: PullRequestTable;
  publication: PublicationTable;
  done_once: DoneOnceTable;
  sealed_payload: SealedPayloadTable;
  awaiting_answer: AwaitingAnswerTable;
  reported_change: ReportedChangeTable;
  asked_key: AskedKeyTable;
  history: HistoryTable;
  presence: PresenceTable;
  overview: OverviewTable;
  rest: RestTable;
  write_turn: WriteTurnTable;
  observed_change: ObservedChangeTable;
}
