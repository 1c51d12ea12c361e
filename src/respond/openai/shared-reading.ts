/** Reads something once for all who ask while it is being read, or as long after as it is fresh. */
export interface SharedReading<Value> {
  /**
   * Resolves to the value and when its reading began, in milliseconds since 1970. Rejects when the reading fails, and
   * when the signal aborts. @param notBefore a value whose reading began earlier is read again
   */
  get(signal: AbortSignal, notBefore: number): Promise<{ readonly value: Value; readonly since: number }>;
}

interface Reading<Value> {
  readonly since: number;
  readonly value: Promise<Value>;
  readonly end: AbortController;
  waiting: number;
  isRead: boolean;
}

/** A reading is ended when the last of those who wait for it gives up. One that failed is not kept. */
export function shareReading<Value>(read: (signal: AbortSignal) => Promise<Value>): SharedReading<Value> {
  let latest: Reading<Value> | null = null;

  const begin = (): Reading<Value> => {
    const end = new AbortController();
    const reading: Reading<Value> = { since: Date.now(), value: read(end.signal), end, waiting: 0, isRead: false };
    reading.value.then(
      () => {
        reading.isRead = true;
      },
      () => {
        if (latest === reading) latest = null;
      },
    );
    return reading;
  };

  return {
    async get(signal, notBefore) {
      signal.throwIfAborted();
      if (latest === null || latest.since < notBefore || latest.end.signal.aborted) latest = begin();
      const reading = latest;
      reading.waiting += 1;
      const gaveUp = Promise.withResolvers<never>();
      const giveUp = () => gaveUp.reject(signal.reason);
      signal.addEventListener("abort", giveUp, { once: true });
      try {
        return { value: await Promise.race([reading.value, gaveUp.promise]), since: reading.since };
      } finally {
        signal.removeEventListener("abort", giveUp);
        reading.waiting -= 1;
        if (reading.waiting === 0 && !reading.isRead) reading.end.abort();
      }
    },
  };
}
