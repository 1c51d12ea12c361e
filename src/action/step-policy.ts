import { loadPolicy } from "../github/read/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import type { Inputs } from "./inputs.ts";

export type PolicyInputs = Pick<Inputs, "failOn" | "comment" | "check" | "suggestions" | "config">;

/**
 * Reads configurations under the step's inputs. A file that GitHub does not serve sets nothing and is in `unread`: a run
 * that ended there would keep what it finds to itself. Throws Octokit's error.
 */
export function stepPolicy(inputs: PolicyInputs): typeof loadPolicy {
  const path = inputs.config === null ? {} : { path: inputs.config };
  const overrides = overridesOf(inputs);
  return async (client, place) => ({
    ...(await loadPolicy(client, { ...place, ...path }, { unserved: "listed" })),
    ...overrides,
  });
}

/** The settings that the inputs override, whatever the configuration says about them. */
function overridesOf({ failOn, comment, check, suggestions }: PolicyInputs): Partial<Policy> {
  return {
    ...(failOn === null ? {} : { failOn, response: {} }),
    ...(comment === null ? {} : { comment }),
    ...(check === null ? {} : { check }),
    ...(suggestions === null ? {} : { suggestions }),
  };
}
