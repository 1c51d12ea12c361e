import { borrowObjects } from "../git/bare.ts";
import { git } from "../git/git.ts";
import { mergeBase, resolveCommit } from "../git/objects.ts";
import { refs } from "../git/refs.ts";
import type { PullRequest, Repository, World } from "../world.ts";
import { announce } from "./deliver.ts";
import { pullRequestPayload } from "./pull-request-payload.ts";
import { nobody, pushPayload, type RefUpdate } from "./push-payload.ts";

/** What changed between two looks at a repository's branches and tags. */
export function refUpdates(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): RefUpdate[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((ref) => /^refs\/(?:heads|tags)\//.test(ref) && before.get(ref) !== after.get(ref))
    .map((ref) => ({ ref, before: before.get(ref) ?? nobody, after: after.get(ref) ?? nobody }));
}

/** Does what GitHub does when git has moved refs: pull requests follow their heads, and apps receive events. */
export async function afterPush(
  world: World,
  repository: Repository,
  before: ReadonlyMap<string, string>,
  pusher: string | null,
): Promise<void> {
  const now = await refs(repository.gitDir);
  for (const update of refUpdates(before, now)) {
    const known = [...before.values()];
    const who = pusher ?? repository.owner;
    announce(
      world,
      repository.owner,
      "push",
      await pushPayload(world, repository, update, { pusher: who, known, files: true }),
    );
    if (!update.ref.startsWith("refs/heads/")) continue;
    await noteActivity(world, repository, update, who);
    const head = update.ref.slice("refs/heads/".length);
    for (const pull of world.pulls) {
      if (pull.headRepository !== repository || pull.head !== head || pull.state !== "open") continue;
      await follow(world, pull, update, who);
    }
  }
}

async function noteActivity(world: World, repository: Repository, update: RefUpdate, actor: string): Promise<void> {
  const { ref, before, after } = update;
  const isForced = async () => (await mergeBase(repository.gitDir, before, after)) !== before;
  const type =
    before === nobody
      ? "branch_creation"
      : after === nobody
        ? "branch_deletion"
        : (await isForced())
          ? "force_push"
          : "push";
  world.activities.push({ id: world.id(), repository, ref, before, after, actor, type, timestamp: world.now() });
}

async function follow(world: World, pull: PullRequest, { before, after }: RefUpdate, pusher: string): Promise<void> {
  pull.updatedAt = world.now();
  if (after === nobody) {
    pull.state = "closed";
    announce(
      world,
      pull.repository.owner,
      "pull_request",
      await pullRequestPayload(world, pull, { action: "closed" }, pusher),
    );
    return;
  }
  pull.headSha = after;
  await fetchHead(pull);
  pull.baseSha = (await resolveCommit(pull.repository.gitDir, `refs/heads/${pull.base}`)) ?? pull.baseSha;
  const payload = await pullRequestPayload(world, pull, { action: "synchronize", before, after }, pusher);
  announce(world, pull.repository.owner, "pull_request", payload);
}

/** Brings the head's objects into the base repository, under the name that GitHub gives them. */
export async function fetchHead(pull: PullRequest): Promise<void> {
  const ref = `refs/pull/${pull.number}/head`;
  const { gitDir } = pull.repository;
  if (pull.headRepository !== pull.repository) await borrowObjects(gitDir, pull.headRepository.gitDir);
  await git(gitDir, "update-ref", ref, pull.headSha);
}
