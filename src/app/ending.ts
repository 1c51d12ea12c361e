import { untilAborted } from "../http/network.ts";
import type { Configuration } from "./configuration.ts";

/**
 * Milliseconds that running jobs have when the process ends, with what is left for the database below the ten seconds
 * after which Docker kills. What is not done by then runs after the next start.
 */
export const grace = 6_000;

/** Milliseconds of the grace that requests under way have; what waits for them has the rest to end in order. */
export const requestGrace = 4_000;

/** The same configuration, with every request to GitHub, OpenAI and the hook ended by a signal. */
export function endingWith(configuration: Configuration, end: AbortSignal): Configuration {
  const network = untilAborted(configuration.network, end);
  const { hook, verification } = configuration;
  return {
    ...configuration,
    network,
    hook: hook === null ? null : { ...hook, network },
    verification: verification.mode === "off" ? verification : { ...verification, network },
  };
}
