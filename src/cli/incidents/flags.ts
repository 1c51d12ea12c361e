import { Failure } from "../../failure.ts";
import type { IncidentFilter } from "../../incident/records.ts";

/** The options that choose incidents, as parsed from the command line. */
export interface FilterFlags {
  readonly state?: readonly string[];
  readonly response?: readonly string[];
  readonly repository?: string;
  readonly kind?: string;
  readonly olderThan?: string;
  readonly newerThan?: string;
}

const secondsPer = { m: 60, h: 3_600, d: 86_400 } as const;

/** The incidents that the options ask for. Throws a `Failure` for an age that is none. @param now milliseconds since 1970 */
export function filterOf(flags: FilterFlags, now = Date.now()): IncidentFilter {
  const ago = (option: string, text: string | undefined) =>
    text === undefined ? undefined : new Date(now - secondsOf(option, text) * 1_000).toISOString();
  return {
    states: flags.state,
    responses: flags.response,
    repository: flags.repository,
    kind: flags.kind,
    before: ago("--older-than", flags.olderThan),
    after: ago("--newer-than", flags.newerThan),
  };
}

function secondsOf(option: string, text: string): number {
  const [, number, unit] = /^(\d{1,6})([mhd])$/.exec(text.trim()) ?? [];
  if (unit === undefined) throw new Failure("usage", `${option} takes a time such as 30m, 12h or 7d.`);
  return Number(number) * secondsPer[unit as keyof typeof secondsPer];
}
