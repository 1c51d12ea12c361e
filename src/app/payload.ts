import { createHash } from "node:crypto";
import type { Change, PullRequestChange } from "../github/change.ts";
import type { Origin, Turn } from "../incident/turn.ts";
import type { HookRequest, HookSummary } from "../respond/hook/request.ts";
import { webhookId } from "../respond/hook/webhook-id.ts";

/** Payload of an `examine` job. */
export interface ChangePayload {
  readonly installation: number;
  readonly change: Change;
  /** True when the change is examined again, after an event that came late: its newest state is asked for first. */
  readonly again: boolean;
}

/** Payload of a `publish` job: what is published is stored beside it, and is the newest when the job begins. */
export interface PublishPayload {
  /** Key of the change. */
  readonly change: string;
}

/** Payload of a `respond` job: one key, whose raw value is in `request`, or the summary of those beyond a bound. */
export type RespondPayload = KeyPayload | SummaryPayload;

export interface KeyPayload {
  readonly incident: string;
  readonly request: HookRequest;
}

export interface SummaryPayload {
  readonly summary: HookSummary;
}

/** What jobs about one change have in common, so that they never run at once. Names no ref: it can hold a key. */
export function changeKey(change: Change): string {
  const repository = `${change.owner}/${change.repo}`.toLowerCase();
  if (change.type === "pull-request") return `${repository}#${change.number}`;
  return `${repository}@${digest(change.ref).slice(0, 16)}`;
}

/** Whose work a change is. */
export function turnOf({ installation, change }: Pick<ChangePayload, "installation" | "change">): Turn {
  return { installation, repository: `${change.owner}/${change.repo}`, origin: originOf(change) };
}

/** A default branch that was not there before holds what was written without Keyhawk. */
function originOf(change: Change): Origin {
  if (change.type === "pull-request") return change.fork ? "fork" : "member";
  return change.created && change.ref === `refs/heads/${change.defaultBranch}` ? "history" : "member";
}

/** How a log line calls a change. Names no ref, title or message: they can hold a key. */
export function changeName(change: Change): string {
  const repository = `${change.owner}/${change.repo}`;
  if (change.type === "pull-request") return `${repository}#${change.number}`;
  const commit = change.after.slice(0, 7);
  return change.mergesInto === undefined ? `push ${commit} to ${repository}` : `merge group ${commit} of ${repository}`;
}

/** `external_id` of the check run of one state of a change: handling it again updates that run. */
export function checkId(change: Change): string {
  const state = change.type === "pull-request" ? change.headSha : change.after;
  return `keyhawk:${digest(`${changeKey(change)}:${state}`).slice(0, 32)}`;
}

/** What changes have in common whose checks have the same name on the same commit. */
export function headKey(change: Change): string {
  const repository = `${change.owner}/${change.repo}`;
  if (change.type === "pull-request") return `${repository}@${change.headSha}`;
  return `${repository}@${change.after}${change.mergesInto === undefined ? ":push" : ""}`;
}

/** Tells apart the states of one pull request. A hash: its texts can hold a key. */
export function stateDigest(change: PullRequestChange): string {
  const { headSha, headRef, baseRef, title, body } = change;
  return digest(JSON.stringify([headSha, headRef, baseRef, title, body]));
}

/** Id of the job that calls the hook about a key: one under one owner. */
export function respondJobId(owner: string, fingerprint: string): string {
  return jobId(webhookId(owner, fingerprint));
}

/** A UUID that follows from a text. Deliveries whose id is one already keep it. */
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
