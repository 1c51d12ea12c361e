import type { Octokit } from "@octokit/core";
import type { Probot } from "probot";
import type { GitHubClient } from "../github/client/client.ts";
import type { Fetch } from "../http/fetch.ts";
import { inContext } from "./tracing/traced-requests.ts";

/** The most installations whose clients are kept. */
const mostClients = 1_000;

/**
 * Clients by installation, each created once: creating one takes longer than most of the requests that it sends. A
 * client renews its own token.
 */
export function installationClients(
  app: Pick<Probot, "auth">,
  fetchOf: (installation: number) => Fetch,
): (installation: number) => Promise<GitHubClient> {
  const clients = new Map<number, Promise<GitHubClient>>();
  return (installation) => {
    const known = clients.get(installation) ?? installationClient(app, installation, fetchOf(installation));
    // Added again as the newest; the one that was not used for longest goes first.
    clients.delete(installation);
    clients.set(installation, known);
    known.catch(() => clients.delete(installation));
    for (const oldest of clients.keys()) {
      if (clients.size <= mostClients) break;
      clients.delete(oldest);
    }
    return known;
  };
}

/**
 * A client for one installation. Everything goes through `fetch`, the request for the installation's token included: a
 * Probot that was created elsewhere would send it without a time-out and bypass the operator's proxy.
 */
async function installationClient(
  app: Pick<Probot, "auth">,
  installationId: number,
  fetch: Fetch,
): Promise<GitHubClient> {
  const asApp = await app.auth();
  const client = (await asApp.auth({
    type: "installation",
    installationId,
    factory: ({ octokit, octokitOptions: options }: FactoryOptions) =>
      new octokit.constructor({
        ...options,
        request: { ...options.request, fetch },
        ...(options.throttle?.enabled ? { throttle: { ...options.throttle, id: String(installationId) } } : {}),
        auth: { ...options.auth, installationId },
      }),
  })) as Octokit;
  client.hook.before("request", (options) => {
    // Some requests read the answer's body with a `fetch` of their own, around this one.
    options.request = { ...options.request, fetch: inContext(options.request?.fetch ?? fetch) };
  });
  return client;
}

/** Clients by repository, for work that no event of its installation asks for. They throw Octokit's error. */
export function repositoryClients(
  app: Pick<Probot, "auth">,
  fetch: Fetch,
  clientOf: (installation: number) => Promise<GitHubClient>,
): (repository: { readonly owner: string; readonly repo: string }) => Promise<GitHubClient> {
  return async ({ owner, repo }) => {
    const asApp = await app.auth();
    const { data } = await asApp.request("GET /repos/{owner}/{repo}/installation", { owner, repo, request: { fetch } });
    return clientOf(data.id);
  };
}

/** A token with which git reads one repository, given by its id, for an hour. Throws Octokit's error. */
export async function repositoryToken(
  app: Pick<Probot, "auth">,
  installation: number,
  repository: number,
  fetch: Fetch,
): Promise<string> {
  const { data } = await (await app.auth()).request("POST /app/installations/{installation_id}/access_tokens", {
    installation_id: installation,
    repository_ids: [repository],
    permissions: { contents: "read" },
    request: { fetch: inContext(fetch) },
  });
  return data.token;
}

/** What Octokit hands to a factory: the App's own client and the options that it was created with. */
interface FactoryOptions {
  readonly octokit: { readonly constructor: new (options: object) => GitHubClient };
  readonly octokitOptions: {
    readonly request?: object;
    readonly auth?: object;
    readonly throttle?: { readonly enabled?: boolean };
  };
}
