import type { Change, NoChange } from "../github/change.ts";
import { changeFromEvent, pullRequestOf } from "../github/change-from-event.ts";
import type { Inputs } from "./inputs.ts";

/** What a run scans. */
export type Task =
  | { readonly type: "change"; readonly change: Change }
  /** The whole repository: the checkout where there is one, otherwise the default branch through the API. */
  | { readonly type: "history" }
  | { readonly type: "tree" }
  /** Nothing to scan, for a legitimate reason; or unknown, when the event is incomplete. */
  | NoChange;

/** Decides from the event and the input `scan` what to scan; never throws. */
export function taskOf(eventName: string, payload: unknown, scan: Inputs["scan"]): Task {
  if (scan === "tree") return { type: "tree" };
  if (scan === "history") return { type: "history" };
  switch (eventName) {
    case "push":
    case "merge_group":
      return changeTask(changeFromEvent(eventName, payload));
    case "pull_request":
    case "pull_request_target":
      // Scanned whatever triggered the run (a label, the queue): a green step means that the pull request is clean.
      return changeTask(pullRequestOf(eventName, payload));
    case "schedule":
    case "workflow_dispatch":
      return { type: "history" };
    default:
      return {
        type: "none",
        reason: `The event \`${eventName}\` brings nothing to scan. Run Keyhawk on push, pull_request, pull_request_target, merge_group, schedule or workflow_dispatch, or set the input \`scan\` to \`history\` or \`tree\`.`,
      };
  }
}

function changeTask(change: Change | NoChange): Task {
  return change.type === "none" ? change : { type: "change", change };
}
