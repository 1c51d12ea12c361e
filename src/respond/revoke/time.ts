import { longestGrace } from "../../policy/revocation-rules.ts";

const secondsPer = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** The seconds of `90s`, `15m`, `12h` or `7d`; null for anything else, and for more than OpenAI accepts as an expiry. */
export function parseTime(text: string): number | null {
  const [, number, unit] = /^(\d{1,8})([smhd])$/.exec(text.trim()) ?? [];
  const seconds = Number(number) * secondsPer[(unit ?? "s") as keyof typeof secondsPer];
  return seconds >= 1 && seconds <= longestGrace ? seconds : null;
}
