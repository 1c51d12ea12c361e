import { maskKeys } from "../detect/mask-keys.ts";
import { visible } from "../report/visible.ts";

/** The part of a logger that Octokit and its plugins write to; they hand over fields and a text, or one of them. */
export interface FieldLog {
  debug(...parts: readonly unknown[]): unknown;
  info(...parts: readonly unknown[]): unknown;
  warn(...parts: readonly unknown[]): unknown;
  error(...parts: readonly unknown[]): unknown;
}

/**
 * A log in which every key is masked. Addresses of requests name branches, and at the level `debug` Probot writes the
 * body of each request, too.
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
  // Only the message of an error: its other fields hold requests and responses.
  if (part instanceof Error) return { error: onOneLine(part.message) };
  return JSON.parse(maskKeys(JSON.stringify(part)), (_name, value) =>
    typeof value === "string" ? visible(value) : value,
  );
}

function onOneLine(text: string): string {
  return visible(maskKeys(text));
}
