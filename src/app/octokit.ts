import { ProbotOctokit } from "probot";
import { retryOptions } from "../github/client/waiting.ts";
import { writeLimiters } from "../github/client/write-interval.ts";
import { type FieldLog, maskLog } from "./masked-log.ts";

type Options = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>;

/** Seconds that a running job waits for a rate limit; for longer ones the job goes back to the queue. */
const patience = 20;

/**
 * Probot's Octokit with its throttling and retry plugins. Probot's own setting waits for a rate limit inside the job
 * for up to an hour; this one returns the job to the queue. Nothing that it logs holds a key.
 * @param writeInterval milliseconds between two writes; null for the default of one second
 */
export function createPatientOctokit(writeInterval: number | null): typeof ProbotOctokit {
  const limiters = writeLimiters(writeInterval);
  return ProbotOctokit.defaults((options: Options) => ({
    ...options,
    ...(options.log === undefined ? {} : { log: maskLog(options.log as FieldLog) }),
    // The queue retries as well, and a worker must not be blocked for long.
    retry: { ...retryOptions, retries: 1 },
    throttle: {
      ...options.throttle,
      ...limiters,
      onRateLimit: (retryAfter: number, _request: object, _octokit: object, retryCount: number) =>
        retryAfter <= patience && retryCount < 2,
      onSecondaryRateLimit: (retryAfter: number, _request: object, _octokit: object, retryCount: number) =>
        retryAfter <= patience && retryCount < 2,
    },
  }));
}
