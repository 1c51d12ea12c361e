import { fullPullShape } from "../shapes/pull.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { person } from "../shapes/user.ts";
import type { PullRequest, World } from "../world.ts";

/** What a `pull_request` event contains besides the pull request. */
export type PullRequestAction =
  | { readonly action: "opened" | "reopened" | "closed" | "ready_for_review" | "converted_to_draft" }
  | { readonly action: "synchronize"; readonly before: string; readonly after: string }
  | { readonly action: "edited"; readonly changes: Readonly<Record<string, unknown>> };

/** The payload of a `pull_request` event, without its installation. */
export async function pullRequestPayload(
  world: World,
  pull: PullRequest,
  action: PullRequestAction,
  sender: string,
): Promise<Readonly<Record<string, unknown>>> {
  return {
    ...action,
    number: pull.number,
    pull_request: await fullPullShape(world, pull),
    repository: repositoryShape(world, pull.repository),
    sender: person(world, sender),
  };
}
