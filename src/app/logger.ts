import { type Logger, Probot } from "probot";
import type { Configuration } from "./configuration.ts";

/** Probot's logger, on standard output. Probot itself creates one only together with an instance. */
export async function createLogger(configuration: Pick<Configuration, "logLevel" | "logFormat">): Promise<Logger> {
  const { logLevel, logFormat } = configuration;
  const probot = new Probot({ githubToken: "none", logLevel, ...(logFormat === undefined ? {} : { logFormat }) });
  await probot.ready();
  return probot.log;
}
