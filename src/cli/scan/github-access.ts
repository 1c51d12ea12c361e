import { execFile } from "node:child_process";
import { Failure } from "../../failure.ts";
import type { GitHubClient } from "../../github/client/client.ts";
import { createGitHubClient } from "../../github/client/create-client.ts";
import { readNetwork } from "../../http/network.ts";
import { isSafeAddress } from "../../safe-address.ts";
import { version } from "../../version.ts";
import type { Target } from "./target.ts";

/** A client for the target's server, and the origin of that server's web links. */
export interface GitHubAccess {
  readonly client: GitHubClient;
  readonly webUrl: string;
}

type RemoteTarget = Exclude<Target, { type: "path" }>;

/** Finds the server and its token. Throws a `Failure` that says how to provide a token. */
export async function gitHubAccess(
  target: RemoteTarget,
  env: NodeJS.ProcessEnv,
  warn: (text: string) => void,
): Promise<GitHubAccess> {
  const server = serverOf(target, env);
  const token = tokenInEnvironment(server, env) ?? (await tokenOfGh(server.host));
  if (token === null) {
    throw new Failure(
      "configuration",
      `There is no token for ${server.host}: set ${isGitHubCom(server.host) ? "GITHUB_TOKEN" : "GH_ENTERPRISE_TOKEN"}, or run \`gh auth login\`.`,
    );
  }
  const client = createGitHubClient({
    token,
    apiUrl: isGitHubCom(server.host) ? "https://api.github.com" : `${server.origin}/api/v3`,
    userAgent: `keyhawk/${version}`,
    log: { warn },
    network: readNetwork(env),
  });
  return { client, webUrl: server.origin };
}

/** The server in the target, else the one in the environment, else github.com. */
function serverOf({ host, protocol }: RemoteTarget, env: NodeJS.ProcessEnv): URL {
  const url =
    host === null ? URL.parse(env.GITHUB_SERVER_URL ?? "https://github.com") : URL.parse(`${protocol}//${host}`);
  if (url === null) throw new Failure("configuration", "GITHUB_SERVER_URL is no web address.");
  if (isSafeAddress(url)) return url;
  throw new Failure("usage", "A token must not travel in the clear: write https://.");
}

function isGitHubCom(host: string): boolean {
  return host === "github.com" || host === "www.github.com";
}

/** A token is sent only to the server it was issued for, even when a user is tricked into scanning another address. */
function tokenInEnvironment(server: URL, env: NodeJS.ProcessEnv): string | null {
  const home = URL.parse(env.GITHUB_SERVER_URL ?? "https://github.com")?.host;
  if (server.host === home) return env.GITHUB_TOKEN || env.GH_TOKEN || null;
  return env.GH_ENTERPRISE_TOKEN || env.GITHUB_ENTERPRISE_TOKEN || null;
}

function tokenOfGh(host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const args = ["auth", "token", "--hostname", host];
    execFile("gh", args, { timeout: 10_000, windowsHide: true }, (error, stdout) => {
      resolve(error ? null : stdout.trim() || null);
    });
  });
}
