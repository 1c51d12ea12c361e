import type { ApplicationFunction, Probot } from "probot";
import { createHealthHandler } from "./health.ts";
import type { Intake } from "./intake.ts";
import { type Work, workFromEnvironment } from "./work.ts";

/**
 * Keyhawk as a Probot application function: registers a handler for each event. A handler resolves when the event's job
 * is stored, and rejects when it could not be stored. `start` opens the database and starts the queues and their
 * workers in the background; without it everything is created from the environment.
 */
export function createApplication(start: (app: Probot) => Promise<Work> = workFromEnvironment): ApplicationFunction {
  return async (app, { addHandler }) => {
    // Handlers are registered synchronously: not every adapter waits for an application function.
    const work = start(app);
    const take = (intake: (to: Intake) => Promise<void>) =>
      work.then(({ intake: to }) => intake(to)).catch(withoutEvent);
    app.on(["push", "pull_request", "merge_group"], ({ id, name, payload }) =>
      take((to) => to.change(id, name, payload)),
    );
    app.on(["issue_comment.created", "check_run.requested_action", "check_run.rerequested"], ({ id, name, payload }) =>
      take((to) => to.command(id, name, payload)),
    );
    app.on(
      [
        ...(["issues.opened", "issues.edited", "issue_comment.created", "issue_comment.edited"] as const),
        ...(["pull_request_review.submitted", "pull_request_review.edited"] as const),
        ...(["pull_request_review_comment.created", "pull_request_review_comment.edited"] as const),
        ...(["commit_comment.created", "release.created", "release.published", "release.edited"] as const),
      ],
      ({ id, name, payload }) => take((to) => to.text(id, name, payload)),
    );
    app.on(["installation", "installation_repositories", "repository"], ({ id, name, payload }) =>
      take((to) => to.lifecycle(id, name, payload)),
    );
    app.on("ping", () => take((to) => to.ping()));
    addHandler?.(async (request, response) => {
      const { backlog, lateAfter } = await work;
      return createHealthHandler(backlog, lateAfter)(request, response);
    });
    await work;
  };
}

/**
 * Octokit attaches the event to whatever a handler throws, and Probot logs it; texts of a pull request can hold a key.
 * Making the property non-enumerable leaves it out of the log.
 */
function withoutEvent(thrown: unknown): never {
  const error = new Error(thrown instanceof Error ? thrown.message : "unknown");
  throw Object.defineProperty(error, "event", { enumerable: false, writable: true, value: undefined });
}

export default createApplication();
