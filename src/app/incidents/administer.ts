import { existsSync } from "node:fs";
import { Failure } from "../../failure.ts";
import { type Database, openDatabase } from "../../incident/database.ts";
import type { Queue } from "../../incident/job.ts";
import { startQueue } from "../../incident/queue.ts";
import type { IncidentRecord } from "../../incident/records.ts";
import { createSeal } from "../../incident/seal.ts";
import { readConfiguration } from "../configuration.ts";
import type { Environment } from "../environment.ts";
import { answerHistoryRequest, type HistoryRecord, type HistoryRequest } from "../history/history-request.ts";
import { readEnvFile } from "../setup/env-file.ts";
import { answerRequest, type IncidentRequest } from "./request.ts";
import { askSocket } from "./socket.ts";

interface AdministerOptions {
  readonly envFile?: string;
}

/**
 * Reads, closes or reopens incidents of the App that the environment configures: through the socket of an App that runs
 * on the same data folder, else in the database itself. Throws a `Failure` when neither can be reached.
 */
export async function administer(
  request: IncidentRequest,
  options: AdministerOptions,
  env: Environment,
): Promise<readonly IncidentRecord[]> {
  return inDatabase(request, options, env, (database, queue) => answerRequest(database, queue, request));
}

/** Lists histories, or has them scanned again. Reaches the App as {@link administer} does, and throws the same. */
export async function administerHistories(
  request: HistoryRequest,
  options: AdministerOptions,
  env: Environment,
): Promise<readonly HistoryRecord[]> {
  return inDatabase(request, options, env, (database, queue) => answerHistoryRequest(database, queue, request));
}

async function inDatabase<Answer>(
  request: IncidentRequest | HistoryRequest,
  { envFile = ".env" }: AdministerOptions,
  env: Environment,
  answer: (database: Database, startQueue: () => Promise<Queue>) => Promise<Answer>,
): Promise<Answer> {
  const { database: place, sealingKey } = readConfiguration({ ...readEnvFile(envFile), ...env });
  if (place.type === "folder") {
    if (!existsSync(place.path)) {
      throw new Failure(
        "configuration",
        `There is no data folder ${place.path}: set KEYHAWK_DATA or DATABASE_URL as the App has it.`,
      );
    }
    const answered = await askSocket<Answer>(place.path, request);
    if (answered !== null) return answered;
  }
  const database = await openDatabase(place);
  let queue: Queue | undefined;
  try {
    return await answer(database, async () => {
      queue = await storingQueue(database, sealingKey);
      return queue;
    });
  } finally {
    await queue?.stop(0);
    await database.close();
  }
}

/** A queue that stores jobs for the App and runs none. */
function storingQueue(database: Database, sealingKey: Uint8Array | null): Promise<Queue> {
  if (sealingKey === null) {
    throw new Failure(
      "configuration",
      "Neither PRIVATE_KEY nor KEYHAWK_SEALING_KEY is set: the App's is needed to store work for it.",
    );
  }
  const ignore = () => {};
  return startQueue(database, { seal: createSeal(sealingKey), log: { warn: ignore, error: ignore } });
}
