import { ProbotOctokit } from "probot";

type Options = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>;

/** Seconds of a rate limit that a running job waits for; longer ones are waited for in the queue. */
const patience = 20;

/**
 * Probot's Octokit with its throttling and retry plugins. Probot's own setting waits up to an hour inside the job for
 * a rate limit; ours gives the job back to the queue.
 */
export const PatientOctokit: typeof ProbotOctokit = ProbotOctokit.defaults((options: Options) => ({
  ...options,
  throttle: {
    ...options.throttle,
    onRateLimit: (retryAfter: number, _request: object, _octokit: object, retryCount: number) =>
      retryAfter <= patience && retryCount < 2,
    onSecondaryRateLimit: (retryAfter: number, _request: object, _octokit: object, retryCount: number) =>
      retryAfter <= patience && retryCount < 2,
  },
}));
