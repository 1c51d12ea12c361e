import { checkRunShape } from "../shapes/check-run.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { person } from "../shapes/user.ts";
import type { CheckRun, World } from "../world.ts";

/** The payload of `check_run` after someone pressed one of its buttons, or GitHub's own when there is no identifier. */
export function checkRunPayload(
  world: World,
  run: CheckRun,
  { login, identifier }: { readonly login: string; readonly identifier: string | null },
): Readonly<Record<string, unknown>> {
  return {
    ...(identifier === null
      ? { action: "rerequested" }
      : { action: "requested_action", requested_action: { identifier } }),
    check_run: checkRunShape(world, run),
    repository: repositoryShape(world, run.repository),
    sender: person(world, login),
  };
}
