import { AsyncLocalStorage } from "node:async_hooks";
import type { QueueName } from "../incident/job.ts";
import type { Log } from "./log.ts";
import type { FieldLog } from "./masked-log.ts";

/** The fields of a log line that say which work it is about. */
interface LogContext {
  /** `X-GitHub-Delivery` of the webhook that the work comes from. */
  readonly delivery?: string;
  readonly queue?: QueueName;
  readonly job?: string;
}

const current = new AsyncLocalStorage<LogContext>();

/** The delivery that the current work comes from; undefined where it comes from none. */
export function currentDelivery(): string | undefined {
  return current.getStore()?.delivery;
}

/** A log whose lines have these fields. */
export function contextLog(log: FieldLog): Log {
  const fields = () => current.getStore() ?? {};
  return {
    info: (message) => void log.info(fields(), message),
    warn: (message) => void log.warn(fields(), message),
    error: (message) => void log.error(fields(), message),
  };
}

/** Does some work whose log lines have these fields. */
export function inLogContext<T>(fields: LogContext, work: () => T): T {
  return current.run(fields, work);
}
