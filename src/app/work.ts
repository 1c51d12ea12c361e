import type { Logger, Probot } from "probot";
import { Failure } from "../failure.ts";
import { githubFetch } from "../github/client/checked-fetch.ts";
import { createResponseCache } from "../github/client/conditional-fetch.ts";
import { appVoice } from "../github/publish/voice.ts";
import type { Fetch } from "../http/fetch.ts";
import { type Database, openDatabase } from "../incident/database.ts";
import type { Queue, QueueName, RetrySettings, Worker } from "../incident/job.ts";
import { oldestJob } from "../incident/oldest-job.ts";
import { startQueue } from "../incident/queue.ts";
import { createSeal } from "../incident/seal.ts";
import { sharedWriteTurns } from "../incident/write-turns.ts";
import { revokesUnasked } from "../respond/revoke/settings-for.ts";
import { createSearchThreads } from "../source/search-threads.ts";
import { alertPermission } from "./alerts/permission.ts";
import { choresOf } from "./chores.ts";
import { type Configuration, readConfiguration } from "./configuration.ts";
import { grace } from "./ending.ts";
import { createExamineWorker } from "./examine-worker.ts";
import type { Backlog } from "./health.ts";
import { removeAbandonedClones } from "./history/clone-folders.ts";
import { answerHistoryRequest } from "./history/history-request.ts";
import { createHistoryWorker } from "./history/history-worker.ts";
import { createQuotas } from "./history/quota.ts";
import { answerRequest } from "./incidents/request.ts";
import { type SocketRequest, serveSocket } from "./incidents/socket.ts";
import { installationClients, repositoryClients, repositoryToken } from "./installation-client.ts";
import { createIntake, type Intake } from "./intake.ts";
import { withOrigins } from "./job-origin.ts";
import type { Log } from "./log.ts";
import { contextLog } from "./log-context.ts";
import { loggedIntake, loggedWorker } from "./logged.ts";
import { maskLog } from "./masked-log.ts";
import { measuredFetch, measuredIntake, measuredWorker } from "./metrics/measured.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { serveMetrics } from "./metrics/serve-metrics.ts";
import { addStoredGauges } from "./metrics/stored-gauges.ts";
import { mapNetworks } from "./networks.ts";
import type { Publishing } from "./publication.ts";
import { createPublishWorker } from "./publish-worker.ts";
import { createRespondWorker } from "./respond-worker.ts";
import { queuesOf } from "./role.ts";
import { spacedWrites } from "./spaced-writes.ts";
import { tracedIntake, tracedWorker } from "./tracing/traced.ts";
import { tracedFetch } from "./tracing/traced-requests.ts";
import { startUpkeep } from "./upkeep.ts";

/** What runs behind the webhooks: a database, queues, and workers in this process. */
export interface Work {
  readonly intake: Intake;
  readonly backlog: Backlog;
  /** Seconds that a job which could run may wait before the App counts as late. */
  readonly lateAfter: number;
  /** Starts no more jobs, gives running ones some milliseconds to end, and closes the database. */
  stop(milliseconds: number): Promise<void>;
}

export interface WorkOptions {
  /** How failed jobs are retried; for about a day when not set. */
  readonly retry?: RetrySettings;
  /** Milliseconds between two updates of an organisation's issue; five minutes when not set. */
  readonly overviewInterval?: number;
}

/** Opens the database and starts the workers. Throws a `Failure` when the database does not allow it. */
export async function startWork(
  app: Pick<Probot, "auth">,
  logger: Logger,
  configuration: Pick<
    Configuration,
    | "askingBounds"
    | "credentials"
    | "database"
    | "histories"
    | "hook"
    | "lateAfter"
    | "logFormat"
    | "metrics"
    | "network"
    | "reportRepositories"
    | "retention"
    | "revocation"
    | "role"
    | "sealingKey"
    | "verification"
    | "webUrl"
    | "writeInterval"
  >,
  options: WorkOptions = {},
): Promise<Work> {
  const masked = maskLog(logger);
  const log: Log = configuration.logFormat === "json" ? contextLog(masked) : masked;
  const { histories, role, sealingKey, webUrl } = configuration;
  const { hook, revocation, verification } = tracedRequests(configuration);
  if (sealingKey === null) {
    throw new Failure(
      "configuration",
      "Neither PRIVATE_KEY nor KEYHAWK_SEALING_KEY is set: Keyhawk seals with it what waits in its database.",
    );
  }
  const database = await openDatabase(configuration.database);
  const threads = createSearchThreads();
  const metrics = createMetrics();
  let queue: Queue | undefined;
  let stopMetrics = async () => {};
  try {
    const seal = createSeal(sealingKey);
    await removeAbandonedClones();
    queue = withOrigins(await startQueue(database, { seal, log, histories: histories.concurrency, ...options }));
    const fetch = tracedFetch(measuredFetch(githubFetch(configuration.network, log), metrics), "github");
    const turns = database.exclusive ? null : sharedWriteTurns(database);
    const quotas = createQuotas();
    const responses = createResponseCache();
    const clientOf = installationClients(app, (installation) => {
      const asked = responses.fetchOf(quotas.fetchOf(fetch, installation), installation);
      return turns === null ? asked : spacedWrites(asked, turns, installation, configuration.writeInterval);
    });
    const clientFor = repositoryClients(app, fetch, clientOf);
    const tokenOf = (installation: number, repository: number) => repositoryToken(app, installation, repository, fetch);
    const shared = { database, queue, seal, log, hook, revocation, metrics };
    if (configuration.metrics !== null) {
      const refresh = addStoredGauges(metrics.registry, database, queue);
      stopMetrics = await serveMetrics(configuration.metrics, metrics.registry, refresh, log);
    }
    const voice = appVoice(
      () => configuration.credentials?.appId ?? ownId(app, fetch),
      Buffer.from(sealingKey).toString("base64"),
    );
    const workers = {
      examine: createExamineWorker({
        ...shared,
        ...histories,
        tokenOf,
        bounds: configuration.askingBounds,
        webUrl,
        search: threads.search,
        verification,
        voice,
        clientOf,
      }),
      respond: createRespondWorker(shared),
      publish: createPublishWorker({
        ...shared,
        voice,
        webUrl,
        clientOf,
        clientFor,
        mayResolve: alertPermission(app, fetch, log),
      }),
      history: createHistoryWorker({
        ...shared,
        ...histories,
        quotas,
        bounds: configuration.askingBounds,
        webUrl,
        verification,
        clientOf,
        tokenOf,
      }),
    } satisfies Record<QueueName, Worker>;
    const watched = (name: QueueName) =>
      loggedWorker(name, tracedWorker(name, measuredWorker(name, workers[name], metrics)));
    await queue.work(
      {
        examine: watched("examine"),
        respond: watched("respond"),
        publish: watched("publish"),
        history: watched("history"),
      },
      queuesOf(role),
    );
    if (hook === null && !revokesUnasked(revocation)) {
      log.info("Neither KEYHAWK_HOOK_URL nor `KEYHAWK_REVOKE=proven` is set: keys are reported, not revoked.");
    }
    const stopping = queue;
    const { overviewInterval = 5 * 60_000 } = options;
    const chores = { app, fetch, database, queue, log, voice, configuration, overviewInterval, clientFor };
    const endUpkeep = startUpkeep(choresOf(chores), log);
    const { database: place } = configuration;
    const closeSocket =
      place.type === "folder"
        ? await serveSocket(place.path, log, (request) => answer(database, { queue: stopping, seal }, request))
        : async () => {};
    return {
      intake: loggedIntake(tracedIntake(measuredIntake(createIntake(database, queue, log), metrics))),
      backlog: {
        depth: () => stopping.depth(),
        oldest: () => oldestJob(database.tables),
        overdue: async () =>
          earliest((await stopping.stages()).flatMap((stage) => (stage.queue === "history" ? [] : stage.overdue))),
      },
      lateAfter: configuration.lateAfter,
      async stop(milliseconds) {
        await stopMetrics();
        await closeSocket();
        await endUpkeep();
        await stopping.stop(milliseconds);
        await threads.close();
        await database.close();
      },
    };
  } catch (error) {
    await stopMetrics();
    await queue?.stop(0);
    await threads.close();
    await database.close();
    throw error;
  }
}

/** The settings of OpenAI and the hook, whose requests are part of traces. GitHub's are traced by their route. */
function tracedRequests<T extends Parameters<typeof mapNetworks>[0]>(configuration: T): T {
  return mapNetworks(configuration, (network, peer) =>
    peer === "github" ? network : { ...network, fetch: tracedFetch(network.fetch, peer) },
  );
}

/** Answers what a command asks for through the socket. */
function answer(database: Database, publishing: Publishing, request: SocketRequest): Promise<unknown> {
  return request.action === "list-histories" || request.action === "scan-histories"
    ? answerHistoryRequest(database, async () => publishing.queue, request)
    : answerRequest(database, async () => publishing, request);
}

function earliest(times: readonly (Date | null)[]): Date | null {
  const known = times.filter((time) => time !== null);
  return known.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

/** Id of the App that the caller's own Probot runs. */
async function ownId(app: Pick<Probot, "auth">, fetch: Fetch): Promise<number> {
  const { data } = await (await app.auth()).request("GET /app", { request: { fetch } });
  return Number(data?.id);
}

/**
 * The work that the environment configures, for callers that load the application function into a Probot of their own.
 * Stops when the process ends. Throws a `Failure` when a setting is wrong.
 */
export async function workFromEnvironment(app: Probot): Promise<Work> {
  const work = await startWork(app, app.log, readConfiguration(process.env));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end(work, signal));
  return work;
}

/** A listener replaces the signal's default effect, which is to end the process. */
async function end(work: Work, signal: NodeJS.Signals): Promise<void> {
  await work.stop(grace);
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
