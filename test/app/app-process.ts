import { type RunningProcess, start } from "../../demo/process.ts";
import type { RetrySettings } from "../../src/incident/job.ts";
import { builtFile, compileCache } from "../built/built.ts";

/** An App that listens. */
export interface AppProcess extends RunningProcess {
  /** `http://127.0.0.1:3000`, without a final slash. */
  readonly url: string;
}

/** Failed jobs are tried again at once, for longer than a test lets a server be down. */
export const atOnce: RetrySettings = { limit: 500, delay: 1, maximum: 0 };

/**
 * Runs the App as `keyhawk serve` does. It gets a process of its own because its database takes hundreds of megabytes,
 * and a process of that size takes long to start git, which the tests do all the time.
 * @param retry how failed jobs are tried again; for about a day when not set
 */
export async function startApp(environment: Record<string, string>, retry?: RetrySettings): Promise<AppProcess> {
  const words = retry === undefined ? [] : [JSON.stringify(retry)];
  const running = start(await builtFile("app-entry"), words, { NODE_COMPILE_CACHE: compileCache, ...environment });
  const [, url = ""] = await running.printed(/(?:takes webhooks at|with the role \w+;) (http:\/\/[^/]+)/, 100_000);
  return { ...running, url };
}
