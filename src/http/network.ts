import type { Fetch } from "./fetch.ts";
import { proxiedFetch } from "./proxied-fetch.ts";
import { defaultTimeouts, type RequestTimeouts, readTimeouts } from "./timeouts.ts";

/** How requests leave the process: through which proxy, and for how long at most. */
export interface Network {
  readonly fetch: Fetch;
  readonly timeouts: RequestTimeouts;
}

/** No proxy, and the default time-outs. */
export const directNetwork: Network = { fetch: (url, init) => fetch(url, init), timeouts: defaultTimeouts };

/** The network as the operator's environment describes it. Throws a `Failure` that names the variable that is wrong. */
export function readNetwork(env: Readonly<Record<string, string | undefined>>): Network {
  return { fetch: proxiedFetch(env), timeouts: readTimeouts(env) };
}

/** The same network until `signal` aborts, which ends every request that is under way and refuses later ones. */
export function untilAborted(network: Network, signal: AbortSignal): Network {
  const until: Fetch = (url, init = {}) =>
    network.fetch(url, { ...init, signal: init.signal ? AbortSignal.any([signal, init.signal]) : signal });
  return { ...network, fetch: until };
}
