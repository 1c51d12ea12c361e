import type { Probot } from "probot";
import type { GitHubClient } from "../github/client/client.ts";
import type { Voice } from "../github/publish/voice.ts";
import type { Fetch } from "../http/fetch.ts";
import type { Database } from "../incident/database.ts";
import type { Queue } from "../incident/job.ts";
import { dropOutdated } from "../incident/retention.ts";
import type { Configuration } from "./configuration.ts";
import { queueInstallations } from "./history/queue-installations.ts";
import type { Log } from "./log.ts";
import { followPresence } from "./missed/follow-presence.ts";
import { redeliverMissed } from "./missed/redeliver.ts";
import { writeOverview } from "./overview/write-overview.ts";
import { queuesOf, takesWebhooks } from "./role.ts";
import type { Chore } from "./upkeep.ts";

export interface ChoreOptions {
  readonly app: Pick<Probot, "auth">;
  readonly fetch: Fetch;
  readonly database: Database;
  readonly queue: Queue;
  readonly log: Log;
  readonly voice: Voice;
  readonly configuration: Pick<Configuration, "histories" | "reportRepositories" | "retention" | "role" | "webUrl">;
  /** Milliseconds between two updates of an organisation's issue. */
  readonly overviewInterval: number;
  clientFor(repository: { readonly owner: string; readonly repo: string }): Promise<GitHubClient>;
}

/** What the App does by itself, without an event, in a process with its role. */
export function choresOf(options: ChoreOptions): readonly Chore[] {
  const { app, fetch, database, queue, log, voice, configuration, overviewInterval, clientFor } = options;
  const { histories, reportRepositories, retention, role, webUrl } = configuration;
  const watching: readonly Chore[] = [
    {
      purpose: "ask GitHub for missed deliveries",
      interval: 5 * 60_000,
      run: () => redeliverMissed(app, fetch, database, log),
    },
    { purpose: "look for what it missed", interval: 60_000, run: () => followPresence(app, fetch, database, queue) },
    {
      purpose: "delete what is outdated in its database",
      interval: 6 * 3_600_000,
      run: () => dropOutdated(database, new Date(Date.now() - retention * 86_400_000)),
    },
    ...reportRepositories.map((place) => ({
      purpose: `list the keys of ${place.owner} in ${place.owner}/${place.repo}`,
      interval: overviewInterval,
      run: () => writeOverview({ database, log, voice, webUrl, interval: overviewInterval, clientFor }, place),
    })),
  ];
  const listing: Chore = {
    purpose: "list its installations",
    interval: null,
    run: () => queueInstallations(app, fetch, database, queue),
  };
  return [
    ...(takesWebhooks(role) ? watching : []),
    ...(queuesOf(role).includes("history") && histories.concurrency > 0 ? [listing] : []),
  ];
}
