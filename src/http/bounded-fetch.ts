import type { Fetch } from "./fetch.ts";
import type { Network } from "./network.ts";

/** An answer that did not come in time. Its message holds nothing of the request. */
export class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/** Bounds every request in time: one that takes too long ends with {@link TimedOut}, also while its body is read. */
export function boundedFetch({ fetch, timeouts }: Network): Fetch {
  return async (url, init = {}) => {
    const late = new AbortController();
    const abortAfter = (milliseconds: number, words: string) =>
      setTimeout(() => late.abort(new TimedOut(`${words} within ${milliseconds / 1_000} seconds`)), milliseconds);
    const first = abortAfter(timeouts.firstByte, "there was no answer");
    // It also bounds the body, whose end is not seen here, and must not keep the process alive until then.
    abortAfter(timeouts.whole, "the answer was not complete").unref();
    const signal = init.signal ? AbortSignal.any([late.signal, init.signal]) : late.signal;
    try {
      return await fetch(url, { ...init, signal });
    } catch (error) {
      // undici wraps the reason in an error of its own.
      throw late.signal.aborted ? late.signal.reason : error;
    } finally {
      clearTimeout(first);
    }
  };
}
