import { setTimeout as sleep } from "node:timers/promises";

/**
 * Resolves to the first value that `look` gives other than null or undefined, asked ten times a second: these tests
 * wait for other processes on few cores. Rejects with a sentence that names `what` after 100 seconds.
 */
export async function until<T>(
  what: string,
  look: () => T | null | undefined | Promise<T | null | undefined>,
): Promise<T> {
  for (let turn = 0; turn < 1000; turn++) {
    const value = await look();
    if (value !== null && value !== undefined) return value;
    await sleep(100);
  }
  throw new Error(`Waited in vain for ${what}.`);
}
