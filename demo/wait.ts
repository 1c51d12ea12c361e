import { setTimeout as sleep } from "node:timers/promises";

/**
 * Resolves to the first value that `look` gives other than null or undefined.
 * Rejects with a sentence that names `what` after `milliseconds`.
 */
export async function until<T>(
  what: string,
  look: () => T | null | undefined | Promise<T | null | undefined>,
  milliseconds = 30_000,
): Promise<T> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const value = await look();
    if (value !== null && value !== undefined) return value;
    if (performance.now() > end) throw new Error(`Waited ${milliseconds / 1000} s in vain for ${what}.`);
    await sleep(15);
  }
}
