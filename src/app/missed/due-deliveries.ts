/** GitHub sends a delivery again for as long, in milliseconds. */
export const horizon = 3 * 86_400_000;

/** The most attempts at one delivery; one that is refused so often is refused always. */
const mostAttempts = 8;

/** A delivery that failed, from GitHub's list. */
export interface FailedDelivery {
  readonly id: number;
  /** The same for each attempt. */
  readonly guid: string;
  /** Milliseconds since 1970. */
  readonly deliveredAt: number;
}

/** The newest failure of each delivery that may be sent again now, oldest first: events keep their order. */
export function dueDeliveries(failures: readonly FailedDelivery[], now: number): readonly FailedDelivery[] {
  return [...Map.groupBy(failures, ({ guid }) => guid).values()]
    .flatMap((attempts) => {
      const [newest] = attempts.toSorted((a, b) => b.deliveredAt - a.deliveredAt);
      const delay = attempts.length === 1 ? 0 : 60_000 * 2 ** attempts.length;
      const isDue = newest !== undefined && attempts.length < mostAttempts && now - newest.deliveredAt >= delay;
      return isDue && now - newest.deliveredAt < horizon ? [newest] : [];
    })
    .toSorted((a, b) => a.deliveredAt - b.deliveredAt);
}
