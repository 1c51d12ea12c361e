import { Failure } from "../../failure.ts";
import type { RevocationStep } from "../../respond/revoke/revoke.ts";
import { parseTime } from "../../respond/revoke/time.ts";

/** The options of `keyhawk revoke`, as parsed from the command line. */
export interface RevokeFlags {
  readonly yes?: true;
  readonly in?: string;
  readonly readOnly?: true;
  readonly format: "text" | "json";
}

/** What the options ask for. Throws a `Failure` for a time that OpenAI does not accept. */
export function wantedStep(flags: RevokeFlags): Exclude<RevocationStep, { type: "look" }> {
  if (flags.readOnly) return { type: "narrow" };
  return flags.in === undefined ? { type: "delete" } : { type: "expire", seconds: secondsOf(flags.in) };
}

function secondsOf(text: string): number {
  const seconds = parseTime(text);
  if (seconds === null) throw new Failure("usage", "--in takes a time from 1s to 365d: 90s, 15m, 12h, 7d.");
  return seconds;
}
