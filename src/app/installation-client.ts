import type { Probot } from "probot";
import type { GitHubClient } from "../github/client/client.ts";
import type { Fetch } from "../http/fetch.ts";

/**
 * A client for one installation. Everything goes through `fetch`, the request for the installation's token included: a
 * Probot that was created elsewhere would send it without a time-out and bypass the operator's proxy.
 */
export async function installationClient(
  app: Pick<Probot, "auth">,
  installationId: number,
  fetch: Fetch,
): Promise<GitHubClient> {
  const asApp = await app.auth();
  return (await asApp.auth({
    type: "installation",
    installationId,
    factory: ({ octokit, octokitOptions: options }: FactoryOptions) =>
      new octokit.constructor({
        ...options,
        request: { ...options.request, fetch },
        ...(options.throttle?.enabled ? { throttle: { ...options.throttle, id: String(installationId) } } : {}),
        auth: { ...options.auth, installationId },
      }),
  })) as GitHubClient;
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
