import type { Environment } from "../environment.ts";
import { diagnose } from "./diagnose.ts";
import { type DoctorFormat, renderChecks } from "./render.ts";

export interface DoctorOptions {
  /** The App's file of environment variables; `.env` when not set. */
  readonly envFile?: string;
  readonly format?: DoctorFormat;
}

/** The command `doctor`: its output, and its exit code, which is 2 when there is a problem. */
export async function doctor(
  { format = "text", ...options }: DoctorOptions,
  env: Environment,
): Promise<{ readonly output: string; readonly exitCode: 0 | 2 }> {
  const checks = await diagnose(options, env);
  const exitCode = checks.some(({ result }) => result === "problem") ? 2 : 0;
  return { output: renderChecks(checks, format), exitCode };
}
