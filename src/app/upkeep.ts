import type { Log } from "./log.ts";
import { judgeOutage } from "./outage.ts";

/** Something that is done when the App starts, and from time to time. */
export interface Chore {
  /** What it is for, to follow "cannot". */
  readonly purpose: string;
  /** Milliseconds between two runs; null for one that is over once it succeeded. */
  readonly interval: number | null;
  run(): Promise<unknown>;
}

/** Milliseconds before a failed chore is tried again. */
const patience = 60_000;

/**
 * Does chores one after the other, now and at their intervals. A failure is logged and the chore tried again: events are
 * handled meanwhile. Returns a function that ends it, which resolves when no chore runs any more.
 */
export function startUpkeep(chores: readonly Chore[], log: Log): () => Promise<void> {
  const timers = new Set<NodeJS.Timeout>();
  let ended = false;
  let running: Promise<void> = Promise.resolve();

  function later(chore: Chore, milliseconds: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      running = running.then(() => attempt(chore));
    }, milliseconds).unref();
    timers.add(timer);
  }

  async function attempt(chore: Chore): Promise<void> {
    if (ended) return;
    try {
      await chore.run();
      if (!ended && chore.interval !== null) later(chore, chore.interval);
    } catch (error) {
      if (ended) return;
      log.warn(`The App cannot ${chore.purpose} now: ${judgeOutage(error).reason}. It tries again in a minute.`);
      later(chore, patience);
    }
  }

  for (const chore of chores) later(chore, 0);
  return async () => {
    ended = true;
    for (const timer of timers) clearTimeout(timer);
    await running;
  };
}
