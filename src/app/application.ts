import type { ApplicationFunction, Probot } from "probot";
import { createHealthHandler } from "./health.ts";
import type { Intake } from "./intake.ts";
import { type Work, workFromEnvironment } from "./work.ts";

/**
 * Keyhawk as a Probot application function: registers what it does about each event. An event's handler resolves when
 * what the event asks for is stored, and rejects when it could not be. `start` begins the work in the background (its
 * database, its queues and their workers); without it everything is made from the environment.
 */
export function createApplication(start: (app: Probot) => Promise<Work> = workFromEnvironment): ApplicationFunction {
  return async (app, { addHandler }) => {
    // Handlers are registered at once: not every adapter waits for an application function.
    const work = start(app);
    const take = (intake: (to: Intake) => Promise<void>) =>
      work.then(({ intake: to }) => intake(to)).catch(withoutEvent);
    app.on(["push", "pull_request", "merge_group"], ({ id, name, payload }) =>
      take((to) => to.change(id, name, payload)),
    );
    app.on(["installation", "installation_repositories"], ({ name, payload }) =>
      take((to) => to.installation(name, payload)),
    );
    app.on("ping", () => take((to) => to.ping()));
    addHandler?.(async (request, response) => createHealthHandler((await work).backlog)(request, response));
    await work;
  };
}

/**
 * Octokit hangs the event on whatever a handler throws, and Probot logs that: texts of a pull request can hold a key.
 * A property that is not enumerable stays out of the log.
 */
function withoutEvent(thrown: unknown): never {
  const error = new Error(thrown instanceof Error ? thrown.message : "unknown");
  throw Object.defineProperty(error, "event", { enumerable: false, writable: true, value: undefined });
}

export default createApplication();
