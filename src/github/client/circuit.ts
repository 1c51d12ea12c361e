import { TimedOut } from "../../http/bounded-fetch.ts";
import type { Fetch } from "../../http/fetch.ts";

/** Requests in a row without a response after which no more are sent for a while. */
const mostSilences = 4;

/** Milliseconds until the next request is tried. */
const pause = 30_000;

/** The most circuits in memory; beyond them the oldest is dropped. */
const mostCircuits = 1_000;

interface Circuit {
  readonly silences: number;
  readonly openUntil: number;
}

/**
 * Stops sending requests that never get a response. Each of them would wait for its time-out, and a change can need
 * hundreds; with this, the rest fail at once, and the parts that can be read are read and published.
 * @param nameOf names the requests that share a circuit: one route of one repository
 */
export function breakCircuits(send: Fetch, nameOf: (url: string | URL, init: RequestInit) => string): Fetch {
  const circuits = new Map<string, Circuit>();
  return async (url, init = {}) => {
    const name = nameOf(url, init);
    const { silences, openUntil } = circuits.get(name) ?? { silences: 0, openUntil: 0 };
    if (silences >= mostSilences && Date.now() < openUntil) {
      throw new TimedOut(`the last ${mostSilences} requests had no answer`);
    }
    try {
      const response = await send(url, init);
      circuits.delete(name);
      return response;
    } catch (error) {
      if (!(error instanceof TimedOut)) throw error;
      circuits.delete(name);
      circuits.set(name, { silences: silences + 1, openUntil: Date.now() + pause });
      for (const oldest of [...circuits.keys()].slice(0, -mostCircuits)) circuits.delete(oldest);
      throw error;
    }
  };
}
