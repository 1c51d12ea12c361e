import Bottleneck from "bottleneck/light.js";
import { Failure } from "../../failure.ts";

/** The operator's setting, for the App and the step. */
export const writeIntervalName = "KEYHAWK_WRITE_INTERVAL";

/** Milliseconds between two writes when the setting is absent, as in the throttling plugin. */
export const usualWriteInterval = 1_000;

/** Milliseconds between two writes that notify people. @param interval between two writes */
export function notificationInterval(interval: number): number {
  return 3 * interval;
}

/** The longest interval: an hour would outlast a workflow's token. */
const longest = 60_000;

/**
 * Milliseconds between two writes to GitHub; null keeps the throttling plugin's default of one second. Throws a
 * `Failure` when the text is not a valid number.
 */
export function parseWriteInterval(text: string | undefined): number | null {
  if (text === undefined || text === "") return null;
  const interval = Number(text);
  if (/^\d+$/.test(text) && interval <= longest) return interval;
  throw new Failure("configuration", `${writeIntervalName} must be a number of milliseconds from 0 to ${longest}.`);
}

/**
 * The throttling plugin's limiters for writes, and for writes that notify people, which have three times the interval.
 * All clients of a process share them, so create them once. Empty for null: the plugin creates its own.
 */
export function writeLimiters(interval: number | null) {
  if (interval === null) return {};
  const limiter = (minTime: number) => new Bottleneck.Group({ maxConcurrent: 1, minTime, timeout: 120_000 });
  return { write: limiter(interval), notifications: limiter(notificationInterval(interval)) };
}
