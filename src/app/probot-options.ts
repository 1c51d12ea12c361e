import type { Logger, Options } from "probot";
import { githubFetch } from "../github/client/checked-fetch.ts";
import type { Configuration } from "./configuration.ts";
import type { Credentials } from "./credentials.ts";
import { maskLog } from "./masked-log.ts";
import { createPatientOctokit } from "./octokit.ts";

/** How a Probot reaches GitHub as the App. */
export function probotOptions(
  { apiUrl, network, writeInterval }: Pick<Configuration, "apiUrl" | "network" | "writeInterval">,
  { appId, privateKey, webhookSecret }: Credentials,
  log: Logger,
): Options {
  return {
    appId,
    privateKey,
    secret: webhookSecret,
    baseUrl: apiUrl,
    Octokit: createPatientOctokit(writeInterval),
    request: { fetch: githubFetch(network, maskLog(log)) },
  };
}
