import { setTimeout as sleep } from "node:timers/promises";
import { throttling } from "@octokit/plugin-throttling";
import { notificationInterval, usualWriteInterval } from "../github/client/write-interval.ts";
import type { Fetch } from "../http/fetch.ts";
import type { Lane, WriteTurns } from "../incident/write-turns.ts";

/**
 * The `fetch` of one installation, whose writes wait for their turn among those of all processes. Octokit's throttling
 * plugin spaces those of this process in the same way.
 * @param interval milliseconds between two writes; null for the default of one second
 */
export function spacedWrites(fetch: Fetch, turns: WriteTurns, installation: number, interval: number | null): Fetch {
  return async (url, init = {}) => {
    const lanes = lanesOf(init.method ?? "GET", new URL(url).pathname, interval ?? usualWriteInterval);
    if (lanes.length > 0) {
      // GitHub's own limit still holds without the record; a request must not fail for the want of a turn.
      const wait = await turns.take(installation, lanes).catch(() => 0);
      if (wait > 0) await sleep(wait, undefined, init.signal ? { signal: init.signal } : {});
    }
    return fetch(url, init);
  };
}

function lanesOf(method: string, pathname: string, interval: number): readonly Lane[] {
  if (interval === 0 || method === "GET" || method === "HEAD" || pathname.endsWith("/access_tokens")) return [];
  const write: Lane = { name: "write", interval };
  const path = pathname.replace(/^\/api\/v3/, "");
  return throttling.triggersNotification(path)
    ? [write, { name: "notification", interval: notificationInterval(interval) }]
    : [write];
}
