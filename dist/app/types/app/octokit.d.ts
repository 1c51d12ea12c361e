import { ProbotOctokit } from "probot";
/**
 * Probot's Octokit with its throttling and retry plugins. Probot's own setting waits up to an hour inside the job for
 * a rate limit; ours gives the job back to the queue. Nothing that it logs holds a key.
 * @param writeInterval milliseconds between two writes; null for the usual second
 */
export declare function createPatientOctokit(writeInterval: number | null): typeof ProbotOctokit;
