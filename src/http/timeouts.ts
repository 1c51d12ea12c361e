import { Failure } from "../failure.ts";

/** How long one request may take, in milliseconds. */
export interface RequestTimeouts {
  /** Until the status and the headers of the answer are there. */
  readonly firstByte: number;
  /** Until the whole answer is there. */
  readonly whole: number;
}

export const defaultTimeouts: RequestTimeouts = { firstByte: 10_000, whole: 60_000 };

const longest = 3_600;

/** Reads the operator's time-outs, in seconds, from the environment. Throws a `Failure` that names the variable. */
export function readTimeouts(env: Readonly<Record<string, string | undefined>>): RequestTimeouts {
  const whole = readSeconds("KEYHAWK_REQUEST_TIMEOUT", env) ?? defaultTimeouts.whole;
  const firstByte = readSeconds("KEYHAWK_FIRST_BYTE_TIMEOUT", env) ?? defaultTimeouts.firstByte;
  return { firstByte: Math.min(firstByte, whole), whole };
}

/** A variable in seconds as milliseconds; null when it is not set. Throws a `Failure` that names it. */
export function readSeconds(name: string, env: Readonly<Record<string, string | undefined>>): number | null {
  const text = env[name]?.trim() ?? "";
  if (text === "") return null;
  const seconds = Number(text);
  if (seconds > 0 && seconds <= longest) return seconds * 1_000;
  throw new Failure(
    "configuration",
    `The environment variable ${name} must be a number of seconds above 0, up to ${longest}.`,
  );
}
