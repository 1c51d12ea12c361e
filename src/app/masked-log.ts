import { maskKeys } from "../detect/mask-keys.ts";
import { visible } from "../report/visible.ts";

/** The methods of a logger that Octokit and its plugins call, with fields, a text, or both. */
export interface FieldLog {
  debug(...parts: readonly unknown[]): unknown;
  info(...parts: readonly unknown[]): unknown;
  warn(...parts: readonly unknown[]): unknown;
  error(...parts: readonly unknown[]): unknown;
}

/**
 * A log in which every key is masked. URLs of requests contain branch names, and at the level `debug` Probot also logs
 * the body of each request.
 */
export function maskLog(log: FieldLog): FieldLog {
  return {
    debug: (...parts) => log.debug(...parts.map(masked)),
    info: (...parts) => log.info(...parts.map(masked)),
    warn: (...parts) => log.warn(...parts.map(masked)),
    error: (...parts) => log.error(...parts.map(masked)),
  };
}

function masked(part: unknown): unknown {
  if (typeof part === "string") return onOneLine(part);
  if (typeof part !== "object" || part === null) return part;
  // Logs only the message of an error: its other fields hold requests and responses.
  if (part instanceof Error) return { error: onOneLine(part.message) };
  return JSON.parse(maskKeys(JSON.stringify(part)), (_name, value) =>
    typeof value === "string" ? visible(value) : value,
  );
}

function onOneLine(text: string): string {
  return visible(maskKeys(text));
}
