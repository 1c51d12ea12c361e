import { untilAborted } from "../http/network.ts";
import type { Configuration } from "./configuration.ts";
import { mapNetworks } from "./networks.ts";

/**
 * Milliseconds that running jobs get on shutdown. Together with the time to close the database it stays below the ten
 * seconds after which Docker kills a container. Unfinished jobs run after the next start.
 */
export const grace = 6_000;

/** The part of that time that requests under way get; jobs that wait for them use the rest to end cleanly. */
export const requestGrace = 4_000;

/** The same configuration, in which a signal aborts every request to GitHub, OpenAI and the hook. */
export function endingWith(configuration: Configuration, end: AbortSignal): Configuration {
  return mapNetworks(configuration, (network) => untilAborted(network, end));
}
