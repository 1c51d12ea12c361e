import { createHash } from "node:crypto";
import type { Change, PullRequestChange } from "../github/change.ts";
import type { ShowingPull } from "../incident/shown-in.ts";
import type { Origin, Turn } from "../incident/turn.ts";
import type { HookRequest, HookSummary } from "../respond/hook/request.ts";
import { webhookId } from "../respond/hook/webhook-id.ts";

/** Payload of an `examine` job. */
export interface ChangePayload {
  readonly installation: number;
  readonly change: Change;
  /** True when the change is examined again after an event that arrived late: its newest state is requested first. */
  readonly again: boolean;
}

/** The payload that examines a pull request again, in the state that it has by then. */
export function pullPayload({ owner, repo, number, installation, fork }: ShowingPull): ChangePayload {
  const change: PullRequestChange = {
    ...{ type: "pull-request", owner, repo, number, fork, title: "", body: "", baseRef: "", baseSha: "" },
    ...{ headRef: "", headSha: "", commits: 0, updatedAt: "", comments: 0, author: null, headOwner: null },
    opened: false,
  };
  return { installation, change, again: true };
}

/** Payload of a `publish` job. The report is stored separately; the job publishes the newest one when it starts. */
export interface PublishPayload {
  /** Key of its report. */
  readonly change: string;
}

/** Payload of a `respond` job: one key, whose raw value is in `request`, or the summary of the keys beyond a limit. */
export type RespondPayload = KeyPayload | SummaryPayload;

export interface KeyPayload {
  readonly incident: string;
  readonly request: HookRequest;
  /**
   * `allowed`: Keyhawk may revoke the key without asking. `ordered`: a person asked for it. Absent in jobs that an
   * earlier version stored.
   */
  readonly revocation?: "allowed" | "withheld" | "ordered";
  /** Seconds until the key expires, 0 to delete it at once, where the order says so; else the operator's setting. */
  readonly grace?: number;
  /** ISO 8601: when the key was pushed; absent when the event did not say. */
  readonly pushedAt?: string;
  /** Whose work it is. Absent in the same jobs. */
  readonly turn?: Turn;
}

export interface SummaryPayload {
  readonly summary: HookSummary;
}

/** Identifies a pull request, or a branch that is pushed to. Contains no ref, which can hold a key. */
export function changeKey(change: Change): string {
  const repository = `${change.owner}/${change.repo}`.toLowerCase();
  if (change.type === "pull-request") return `${repository}#${change.number}`;
  return `${repository}@${digest(change.ref).slice(0, 16)}`;
}

/**
 * The key of a change's jobs and of its stored report. A pull request shows one state, the newest, so its jobs never run
 * at the same time. Each push has a check of its own, on its commit, which no later push to the branch replaces.
 */
export function jobKey(change: Change): string {
  return change.type === "pull-request" ? changeKey(change) : `${changeKey(change)}:${change.after}`;
}

/** Whose work a change is. */
export function turnOf({ installation, change }: Pick<ChangePayload, "installation" | "change">): Turn {
  return { installation, repository: `${change.owner}/${change.repo}`, origin: originOf(change) };
}

/** The first push of a default branch contains what was written before Keyhawk was installed. */
function originOf(change: Change): Origin {
  if (change.type === "pull-request") return change.fork ? "fork" : "member";
  return change.created && change.ref === `refs/heads/${change.defaultBranch}` ? "history" : "member";
}

/** The name of a change in log lines. Contains no ref, title or message: they can hold a key. */
export function changeName(change: Change): string {
  const repository = `${change.owner}/${change.repo}`;
  if (change.type === "pull-request") return `${repository}#${change.number}`;
  const commit = change.after.slice(0, 7);
  return change.mergesInto === undefined ? `push ${commit} to ${repository}` : `merge group ${commit} of ${repository}`;
}

/** `external_id` of the check run of one state of a change: examining it again updates that run. */
export function checkId(change: Change): string {
  const state = change.type === "pull-request" ? change.headSha : change.after;
  return `keyhawk:${digest(`${changeKey(change)}:${state}`).slice(0, 32)}`;
}

/** The key shared by changes whose checks have the same name on the same commit. */
export function headKey(change: Change): string {
  const repository = `${change.owner}/${change.repo}`;
  if (change.type === "pull-request") return `${repository}@${change.headSha}`;
  return `${repository}@${change.after}${change.mergesInto === undefined ? ":push" : ""}`;
}

/** Distinguishes the states of one pull request. A hash, because its texts can hold a key. */
export function stateDigest(change: PullRequestChange): string {
  const { headSha, headRef, baseRef, title, body } = change;
  return digest(JSON.stringify([headSha, headRef, baseRef, title, body]));
}

/** Id of the job that calls the hook about a key: one for each key and owner. */
export function respondJobId(owner: string, fingerprint: string): string {
  return jobId(webhookId(owner, fingerprint));
}

/** Id of the job that revokes a key because a person asked for it: one at a time for each key and owner. */
export function orderJobId(owner: string, fingerprint: string): string {
  return jobId(`${webhookId(owner, fingerprint)}:order`);
}

/** Id of the job that checks whether a key has expired. @param at when it expires, ISO 8601 */
export function expiryJobId(owner: string, fingerprint: string, at: string): string {
  return jobId(`${webhookId(owner, fingerprint)}:expiry:${at}`);
}

/** A UUID derived from a text. A delivery id that is already a UUID is used unchanged. */
export function jobId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  const hex = digest(text);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
