/** Work that comes before starting jobs. */
export interface Hold {
  add(work: Promise<unknown>): void;
  /** True while such work is under way, except when it has been for long. */
  readonly active: boolean;
}

/**
 * Storing a burst of webhooks takes longer when jobs start at the same time, and whoever sent them waits.
 * @param longest milliseconds; later nothing is held until all work has ended once
 * @param released called when all work has ended
 */
export function createHold(longest: number, released: () => void): Hold {
  let under = 0;
  let since = 0;
  const end = () => {
    under--;
    if (under === 0) released();
  };
  return {
    add(work) {
      if (under === 0) since = performance.now();
      under++;
      work.then(end, end);
    },
    get active() {
      return under > 0 && performance.now() - since < longest;
    },
  };
}
