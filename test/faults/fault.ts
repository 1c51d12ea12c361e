import type { BadAnswer } from "./bad-answer.ts";

/** A bad answer, and the requests that get it. */
export interface FaultOptions extends BadAnswer {
  readonly method?: string;
  /** Matched with the path below the API's root. */
  readonly path?: RegExp;
  /** A route by its name in GitHub's description: `POST /repos/{owner}/{repo}/check-runs`. */
  readonly route?: string;
  /** Id of the key that makes the request. */
  readonly by?: string;
  /** Number of matching requests that get it, 1 when left out; `Infinity` until it is removed. */
  readonly times?: number;
  /** Number of matching requests before those that are answered correctly. */
  readonly skip?: number;
  /** One matching request of so many gets it; each when left out. */
  readonly every?: number;
  /** Called for each request that gets it, before the answer. */
  readonly met?: () => void;
}

/** What a fault is matched with. */
export interface FaultyRequest {
  readonly method: string;
  readonly path: string;
  readonly route: string | null;
  readonly by?: string | null;
}

/** The faults of one stand-in, the oldest first. */
export interface Faults {
  /** Adds a fault; the function that it returns removes it. */
  add(fault: FaultOptions): () => void;
  /** The bad answer to a request, which counts as given; null when the request is answered correctly. */
  take(request: FaultyRequest): BadAnswer | null;
  clear(): void;
}

export function createFaults(): Faults {
  const pending: { readonly fault: FaultOptions; skip: number; left: number; seen: number }[] = [];
  return {
    add(fault) {
      const entry = { fault, skip: fault.skip ?? 0, left: fault.times ?? 1, seen: 0 };
      pending.push(entry);
      return () => {
        entry.left = 0;
      };
    },
    take(request) {
      const entry = pending.find((each) => each.left > 0 && matches(each.fault, request) && isDue(each));
      if (entry === undefined) return null;
      if (entry.skip > 0) {
        entry.skip -= 1;
        return null;
      }
      entry.left -= 1;
      entry.fault.met?.();
      return entry.fault;
    },
    clear() {
      pending.length = 0;
    },
  };
}

/** Counts the request; true for each one, or for one of so many. */
function isDue(entry: { readonly fault: FaultOptions; seen: number }): boolean {
  entry.seen += 1;
  return entry.seen % (entry.fault.every ?? 1) === 0;
}

function matches({ method, path, route, by }: FaultOptions, request: FaultyRequest): boolean {
  return (
    (method === undefined || method === request.method) &&
    (path === undefined || path.test(request.path)) &&
    (route === undefined || route === request.route) &&
    (by === undefined || by === request.by)
  );
}
