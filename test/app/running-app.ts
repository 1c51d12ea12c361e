import { readConfiguration } from "../../src/app/configuration.ts";
import { type RunningApp, type StartOptions, startApp } from "../../src/app/start-app.ts";
import { atOnce } from "./app-process.ts";

/**
 * Runs the App inside the test's process, where it starts in a fraction of the time that a process of its own takes:
 * for tests that neither read what it prints nor end it with a signal. It prints nothing.
 * Failed jobs are tried again at once unless `options` say otherwise.
 */
export function runApp(environment: Record<string, string>, options: StartOptions = {}): Promise<RunningApp> {
  return startApp(readConfiguration({ ...environment, LOG_LEVEL: "fatal" }), { retry: atOnce, ...options });
}
