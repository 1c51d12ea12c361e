import { type Job, Resting } from "../incident/job.ts";
import type { Log } from "./log.ts";
import { judgeOutage } from "./outage.ts";

/** Tries that a "not found" is given: GitHub's replicas may be a moment behind its webhooks. */
const patienceForAbsence = 2;

/**
 * Does work that asks GitHub. What is gone is dropped after a few tries; anything else that GitHub refuses is thrown, to
 * be done later, and a rate limit lets the installation rest. @param name how a log line calls the work, as a subject
 */
export async function attempt(job: Job, name: string, log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const outage = judgeOutage(error);
    if (outage.type === "gone" && job.attempt >= patienceForAbsence) {
      log.warn(`${name} is dropped: ${outage.reason}. Was the repository or the App removed?`);
      return;
    }
    log.warn(`${name} is tried again later: ${outage.reason}.`);
    throw outage.type === "limited" ? new Resting(outage.reason, outage.until) : new Error(outage.reason);
  }
}
