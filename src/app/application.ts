import type { ApplicationFunction, Probot } from "probot";
import { createHealthHandler } from "./health.ts";
import { handledEvents } from "./intake.ts";
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
    app.on([...handledEvents], ({ id, name, payload }) =>
      work.then(({ intake }) => intake.take({ id, name, payload })).catch(withoutEvent),
    );
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
