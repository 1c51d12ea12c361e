import { Probot, type ProbotOctokit } from "probot";
import type { Configuration } from "../configuration.ts";
import type { Credentials } from "../credentials.ts";
import { createLogger } from "../logger.ts";
import { probotOptions } from "../probot-options.ts";

/** GitHub's API, as the App itself. */
export type AppClient = InstanceType<typeof ProbotOctokit>;

/** A client with the App's own credentials. It logs nothing: what fails is in the result. */
export async function createAppClient(configuration: Configuration, credentials: Credentials): Promise<AppClient> {
  const log = await createLogger({ logLevel: "fatal", logFormat: configuration.logFormat });
  const probot = new Probot({ ...probotOptions(configuration, credentials, log), log });
  return (await probot.auth()) as AppClient;
}
