import { setTimeout } from "node:timers/promises";
import { isServerError } from "../client/request-error.ts";

/**
 * Milliseconds before each check for what a failed request may have stored after all. GitHub's lists can be seconds
 * behind what was written.
 */
const looks = [1_000, 4_000];
const tries = 2;

/**
 * Creates something on GitHub, once. A request that was answered with a server's error, or not at all, may have taken
 * effect: what it should create is looked for before it is sent again. Throws the error of the last try.
 * @param post creates it; must not be repeated by a plugin
 * @param find what `post` would resolve to when it is there already, else null
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
