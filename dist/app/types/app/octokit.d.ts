import { ProbotOctokit } from "probot";
/**
 * Probot's Octokit with its throttling and retry plugins. Probot's own setting waits up to an hour inside the job for
 * a rate limit; ours gives the job back to the queue. Nothing that it logs holds a key.
 */
export declare const PatientOctokit: typeof ProbotOctokit;
