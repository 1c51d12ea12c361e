import { type Job, Resting } from "../incident/job.ts";
import type { Log } from "./log.ts";
import { judgeOutage } from "./outage.ts";

/** Attempts before a "not found" is final: GitHub's replicas may lag behind its webhooks. */
export const patienceForAbsence = 2;

/**
 * Runs work that sends requests to GitHub. Work for something that no longer exists is dropped after a few attempts;
 * any other error is thrown, so that the job is retried, and a rate limit pauses the installation. Resolves to what
 * became of it.
 * @param name the subject of a log line about the work
 */
export async function attempt(
  job: Job,
  name: string,
  log: Log,
  work: () => Promise<void>,
): Promise<"done" | "dropped"> {
  try {
    await work();
    return "done";
  } catch (error) {
    const outage = judgeOutage(error);
    if (outage.type === "gone" && job.attempt >= patienceForAbsence) {
      log.warn(`${name} is dropped: ${outage.reason}. Was the repository or the App removed?`);
      return "dropped";
    }
    log.warn(`${name} is retried later: ${outage.reason}.`);
    throw outage.type === "limited" ? new Resting(outage.reason, outage.until) : new Error(outage.reason);
  }
}
