import { existsSync, readFileSync } from "node:fs";
import { Failure } from "../failure.ts";

/** The workflow run that a step belongs to: what GitHub's documentation lists as default environment variables. */
export interface WorkflowRun {
  readonly eventName: string;
  /** The webhook's payload; an empty object when the runner has written none. */
  readonly payload: unknown;
  /** Origin of web links. */
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** The same for every attempt. */
  readonly id: string;
  readonly job: string;
  readonly attempt: "first" | "further";
}

/** Reads the run from the environment. Throws a `Failure` when the event's file is damaged. */
export function readWorkflowRun(env: NodeJS.ProcessEnv): WorkflowRun {
  return {
    eventName: env.GITHUB_EVENT_NAME ?? "",
    payload: readPayload(env.GITHUB_EVENT_PATH),
    serverUrl: env.GITHUB_SERVER_URL ?? "https://github.com",
    apiUrl: env.GITHUB_API_URL ?? "https://api.github.com",
    id: env.GITHUB_RUN_ID ?? "",
    job: env.GITHUB_JOB ?? "",
    attempt: Number(env.GITHUB_RUN_ATTEMPT ?? 1) > 1 ? "further" : "first",
  };
}

/** The repository that the workflow runs in. Throws a `Failure` when the environment names none. */
export function readRepository(env: NodeJS.ProcessEnv): { readonly owner: string; readonly repo: string } {
  const [owner, repo] = env.GITHUB_REPOSITORY?.split("/") ?? [];
  if (!owner || !repo) throw new Failure("usage", "GITHUB_REPOSITORY names no repository, such as `octo-org/app`.");
  return { owner, repo };
}

function readPayload(path: string | undefined): unknown {
  if (!path || !existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Failure("incomplete", "The event's file (GITHUB_EVENT_PATH) cannot be read, so nothing was scanned.", {
      cause: error,
    });
  }
}
