import { setTimeout } from "node:timers/promises";
import { isServerError } from "../client/request-error.ts";

/**
 * Milliseconds before each check whether a failed request took effect after all. GitHub's lists can lag seconds behind
 * writes.
 */
const looks = [1_000, 4_000];
const tries = 2;

/**
 * Creates something on GitHub exactly once. A request that failed with a server error or got no response may have taken
 * effect, so its result is looked for before it is sent again. Throws the error of the last attempt.
 * @param post creates it; must not be retried by a plugin
 * @param find the result of `post` if it exists already, else null
 */
export async function postOnce<T>(post: () => Promise<T>, find: () => Promise<T | null>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await post();
    } catch (error) {
      if (!isServerError(error)) throw error;
      for (const delay of attempt === tries ? looks.slice(0, 1) : looks) {
        await setTimeout(delay);
        const found = await find().catch(() => null);
        if (found !== null) return found;
      }
      if (attempt === tries) throw error;
    }
  }
}
