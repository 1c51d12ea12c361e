import { Probot, type ProbotOctokit } from "probot";
import { githubFetch } from "../../github/client/checked-fetch.ts";
import type { Configuration } from "../configuration.ts";
import type { Credentials } from "../credentials.ts";
import { createLogger } from "../logger.ts";
import { createPatientOctokit } from "../octokit.ts";

/** GitHub's API, as the App itself. */
export type AppClient = InstanceType<typeof ProbotOctokit>;

/** A client with the App's own credentials. It logs nothing: what fails is in the result. */
export async function createAppClient(configuration: Configuration, { appId, privateKey, webhookSecret }: Credentials) {
  const log = await createLogger({ logLevel: "fatal", logFormat: configuration.logFormat });
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecret,
    baseUrl: configuration.apiUrl,
    log,
    Octokit: createPatientOctokit(configuration.writeInterval),
    request: { fetch: githubFetch(configuration.network, log) },
  });
  return (await probot.auth()) as AppClient;
}
