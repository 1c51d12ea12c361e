import type { GitHubClient } from "../github/client/client.ts";
import { isAbsent, statusOf } from "../github/client/request-error.ts";
import { loadPolicy, type PolicyPlace } from "../github/read/load-policy.ts";
import { mergePolicy } from "../policy/merge-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { notScanned } from "../source/not-scanned.ts";
import type { Inputs } from "./inputs.ts";

export type PolicyInputs = Pick<Inputs, "failOn" | "comment" | "check" | "suggestions" | "config">;

/**
 * Reads configurations under the step's inputs. Where GitHub does not serve one, the defaults apply and `unread` says so:
 * a run that ended there would keep what it finds to itself. Throws Octokit's error for a token that GitHub refuses.
 */
export function stepPolicy(inputs: PolicyInputs): typeof loadPolicy {
  const path = inputs.config === null ? {} : { path: inputs.config };
  const overrides = overridesOf(inputs);
  return async (client, place) => ({ ...(await servedPolicy(client, { ...place, ...path })), ...overrides });
}

async function servedPolicy(client: GitHubClient, place: PolicyPlace): Promise<Policy> {
  try {
    return await loadPolicy(client, place);
  } catch (error) {
    const status = statusOf(error);
    if (status === null || status === 401) throw error;
    const name = `${place.owner}/${place.repo}`;
    const detail = `GitHub did not serve the configuration of ${name}, or that of its organisation (${status}): what they set and enforce is not known.`;
    const path = place.path ?? ".github/keyhawk.yml";
    return { ...mergePolicy(), unread: [notScanned(isAbsent(error) ? "no-access" : "no-answer", detail, { path })] };
  }
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
