import { Failure } from "../../failure.ts";
import type { RevocationStep } from "../../respond/revoke/revoke.ts";
import { longestGrace } from "../../respond/revoke/settings.ts";

/** The options of `keyhawk revoke`, as parsed from the command line. */
export interface RevokeFlags {
  readonly yes?: true;
  readonly in?: string;
  readonly readOnly?: true;
  readonly format: "text" | "json";
}

const secondsPer = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** What the options ask for. Throws a `Failure` for a time that OpenAI does not accept. */
export function wantedStep(flags: RevokeFlags): Exclude<RevocationStep, { type: "look" }> {
  if (flags.readOnly) return { type: "narrow" };
  return flags.in === undefined ? { type: "delete" } : { type: "expire", seconds: parseTime(flags.in) };
}

function parseTime(text: string): number {
  const [, number, unit] = /^(\d{1,8})([smhd])$/.exec(text.trim()) ?? [];
  const seconds = Number(number) * secondsPer[(unit ?? "s") as keyof typeof secondsPer];
  if (seconds >= 1 && seconds <= longestGrace) return seconds;
  throw new Failure("usage", "--in takes a time from 1s to 365d: 90s, 15m, 12h, 7d.");
}
