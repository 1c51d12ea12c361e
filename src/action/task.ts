import * as z from "zod/mini";
import type { Change } from "../github/change.ts";
import { changeFromEvent } from "../github/change-from-event.ts";
import type { Inputs } from "./inputs.ts";

/** What a run has to scan. */
export type Task =
  | { readonly type: "change"; readonly change: Change }
  /** Everything that the repository holds; a checkout where there is one, else its default branch through the API. */
  | { readonly type: "history" }
  | { readonly type: "tree" }
  /** Nothing, for a reason that is no mistake. */
  | { readonly type: "none"; readonly reason: string };

const mergeGroup = z.object({
  action: z.string(),
  merge_group: z.object({ head_sha: z.string(), head_ref: z.string(), base_sha: z.string(), base_ref: z.string() }),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
});

/** Decides from the event and the input `scan` what there is to do; never throws. */
export function taskOf(eventName: string, payload: unknown, scan: Inputs["scan"]): Task {
  if (scan === "tree") return { type: "tree" };
  if (scan === "history") return { type: "history" };
  switch (eventName) {
    case "push":
    case "pull_request":
    case "pull_request_target": {
      const change = changeFromEvent(eventName, payload);
      return change.type === "none" ? change : { type: "change", change };
    }
    case "merge_group":
      return mergeGroupTask(payload);
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

/** The commits that a merge queue adds, as a branch that was created from the one that it merges into. */
function mergeGroupTask(payload: unknown): Task {
  const parsed = mergeGroup.safeParse(payload);
  if (!parsed.success) return { type: "none", reason: "The payload of merge_group is not complete." };
  const { action, merge_group: group, repository } = parsed.data;
  if (action !== "checks_requested") return { type: "none", reason: `merge_group ${action} brings nothing to scan.` };
  return {
    type: "change",
    change: {
      type: "push",
      owner: repository.owner.login,
      repo: repository.name,
      defaultBranch: group.base_ref.replace(/^refs\/heads\//, ""),
      ref: group.head_ref,
      before: group.base_sha,
      after: group.head_sha,
      created: true,
      forced: false,
      headCommit: group.head_sha,
      commits: [],
    },
  };
}
