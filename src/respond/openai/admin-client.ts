import OpenAI from "openai";
import type { Credential } from "../../detect/credential.ts";
import type { Network } from "../../http/network.ts";

/** What the Admin API is reached with. */
export interface AdminAccess {
  readonly adminKey: Credential;
  /** Root of OpenAI's API, without a final slash. */
  readonly baseUrl: string;
  /** Milliseconds after which an unanswered request counts as failed. */
  readonly timeout: number;
  readonly network: Network;
}

/** OpenAI's own client, for the Admin API. */
export function createAdminClient({ adminKey, baseUrl, timeout, network }: AdminAccess): OpenAI {
  return new OpenAI({
    adminAPIKey: adminKey.reveal(),
    baseURL: baseUrl,
    // The client would otherwise take these from the environment, where they are meant for other programs.
    apiKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 3,
    timeout,
    fetch: (url, init) => network.fetch(url instanceof Request ? url.url : url, init),
    // A redirect would send the key to a server that the operator did not name.
    fetchOptions: { redirect: "manual" },
  });
}
