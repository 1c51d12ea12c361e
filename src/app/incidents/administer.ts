import { existsSync } from "node:fs";
import { Failure } from "../../failure.ts";
import { type Database, openDatabase } from "../../incident/database.ts";
import type { Queue } from "../../incident/job.ts";
import { startQueue } from "../../incident/queue.ts";
import type { IncidentRecord } from "../../incident/records.ts";
import { createSeal, type Seal } from "../../incident/seal.ts";
import { loadConfiguration } from "../configuration.ts";
import type { Environment } from "../environment.ts";
import { answerHistoryRequest, type HistoryRecord, type HistoryRequest } from "../history/history-request.ts";
import type { Publishing } from "../publication.ts";
import { answerRequest, type IncidentRequest } from "./request.ts";
import { askSocket } from "./socket.ts";

interface AdministerOptions {
  readonly envFile?: string;
}

/**
 * Reads, closes, reopens or retries incidents of the App that the environment configures: through the socket of an App that runs
 * on the same data folder, else in the database itself. Throws a `Failure` when neither can be reached.
 */
export async function administer(
  request: IncidentRequest,
  options: AdministerOptions,
  env: Environment,
): Promise<readonly IncidentRecord[]> {
  return inDatabase(request, options, env, (database, open) => answerRequest(database, open, request));
}

/** Lists histories, or has them scanned again. Reaches the App as {@link administer} does, and throws the same. */
export async function administerHistories(
  request: HistoryRequest,
  options: AdministerOptions,
  env: Environment,
): Promise<readonly HistoryRecord[]> {
  return inDatabase(request, options, env, (database, open) =>
    answerHistoryRequest(database, async () => (await open()).queue, request),
  );
}

async function inDatabase<Answer>(
  request: IncidentRequest | HistoryRequest,
  options: AdministerOptions,
  env: Environment,
  answer: (database: Database, open: () => Promise<Publishing>) => Promise<Answer>,
): Promise<Answer> {
  const { database: place, sealingKey } = loadConfiguration(options, env);
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
      const seal = sealOf(sealingKey);
      queue = await storingQueue(database, seal);
      return { queue, seal };
    });
  } finally {
    await queue?.stop(0);
    await database.close();
  }
}

function sealOf(sealingKey: Uint8Array | null): Seal {
  if (sealingKey !== null) return createSeal(sealingKey);
  throw new Failure(
    "configuration",
    "Neither PRIVATE_KEY nor KEYHAWK_SEALING_KEY is set: the App's is needed to store work for it.",
  );
}

/** A queue that stores jobs for the App and runs none. */
function storingQueue(database: Database, seal: Seal): Promise<Queue> {
  const ignore = () => {};
  return startQueue(database, { seal, log: { warn: ignore, error: ignore } });
}
