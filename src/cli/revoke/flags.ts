import { Failure } from "../../failure.ts";
import type { RevocationStep } from "../../respond/revoke/revocation.ts";
import { parseTime } from "../../respond/revoke/time.ts";

/** The options of `keyhawk revoke`, as parsed from the command line. */
export interface RevokeFlags {
  readonly yes?: true;
  readonly in?: string;
  readonly readOnly?: true;
  /** US dollars. */
  readonly limit?: string;
  readonly format: "text" | "json";
}

/** What the options ask for. Throws a `Failure` for a time or an amount that OpenAI does not accept. */
export function wantedStep(flags: RevokeFlags): Exclude<RevocationStep, { type: "look" }> {
  if (flags.readOnly) return { type: "narrow" };
  if (flags.limit !== undefined) return { type: "limit", cents: centsOf(flags.limit) };
  return flags.in === undefined ? { type: "delete" } : { type: "expire", seconds: secondsOf(flags.in) };
}

function secondsOf(text: string): number {
  const seconds = parseTime(text);
  if (seconds === null) throw new Failure("usage", "--in takes a time from 1s to 365d: 90s, 15m, 12h, 7d.");
  return seconds;
}

function centsOf(text: string): number {
  const cents = /^\d{1,7}(?:\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : 0;
  if (cents < 1) throw new Failure("usage", "--limit takes an amount in US dollars, 0.01 or more: 20, 0.50.");
  return cents;
}
