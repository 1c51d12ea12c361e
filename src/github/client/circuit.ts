import { TimedOut } from "../../http/bounded-fetch.ts";
import type { Fetch } from "../../http/fetch.ts";

/** Requests in a row without an answer after which no more are sent for a while. */
const mostSilences = 4;

/** Milliseconds until the next request is tried. */
const pause = 30_000;

/** Circuits that are remembered; beyond them the oldest is forgotten. */
const mostCircuits = 1_000;

interface Circuit {
  readonly silences: number;
  readonly openUntil: number;
}

/**
 * Stops asking for what is never answered. Each such request waits its time-out in vain, and a change can need hundreds
 * of them; with this, the rest fail at once, and what can be read is read and published.
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
