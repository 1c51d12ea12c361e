import { resolveCommit } from "../git/objects.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { person } from "../shapes/user.ts";
import type { Repository, World } from "../world.ts";

/** A group of a merge queue: commits by any name that git knows. */
export interface MergeGroup {
  readonly head: string;
  /** Full name of the queue's branch. */
  readonly ref: string;
  /** What the group is built on: the target branch, or the group before. */
  readonly base: string;
  /** Branch name; the default branch when left out. */
  readonly target?: string;
}

/** The payload of `merge_group`, without its installation. */
export async function mergeGroupPayload(
  world: World,
  repository: Repository,
  { head, ref, base, target = repository.defaultBranch }: MergeGroup,
): Promise<Readonly<Record<string, unknown>>> {
  return {
    action: "checks_requested",
    merge_group: {
      head_sha: await resolveCommit(repository.gitDir, head),
      head_ref: ref,
      base_sha: await resolveCommit(repository.gitDir, base),
      base_ref: `refs/heads/${target}`,
    },
    repository: repositoryShape(world, repository),
    sender: person(world, repository.owner),
  };
}
