import type { GitHubClient } from "../client/client.ts";
import { statusOf } from "../client/request-error.ts";

/** Who writes with a client's token: a GitHub App, or an account, which may be a bot. */
export type Writer =
  | { readonly type: "app"; readonly id: number }
  | { readonly type: "account"; readonly login: string };

/** How Keyhawk speaks on GitHub. */
export interface Voice {
  /** Who writes. GitHub is asked for it at most once, and only when there is a comment whose author matters. */
  readonly writer: () => Promise<Writer>;
  /** Seals what a comment remembers; null without a secret. */
  readonly secret: string | null;
}

/** What GitHub says about who wrote a comment. */
export interface Authorship {
  readonly user: { readonly login: string; readonly type: string } | null;
  readonly performed_via_github_app?: { readonly id: number; readonly slug?: string } | null | undefined;
}

/** True for what the writer wrote. Text proves nothing: everyone can paste it, and many bots repeat it. */
export function isWrittenBy(writer: Writer, { user, performed_via_github_app: app }: Authorship): boolean {
  return writer.type === "app" ? app?.id === writer.id : user?.login.toLowerCase() === writer.login.toLowerCase();
}

/** The App's voice. @param id the App's id, or how it is found out */
export function appVoice(id: () => number | Promise<number>, secret: string): Voice {
  return { writer: once(async () => ({ type: "app", id: await id() })), secret };
}

/** The voice of the account that a token belongs to. */
export function tokenVoice(client: GitHubClient, token: string, secret: string | null): Voice {
  return { writer: once(async () => ({ type: "account", login: await accountOf(client, token) })), secret };
}

/** Asks until there is an answer, and then no more. */
function once(ask: () => Promise<Writer>): () => Promise<Writer> {
  let known: Promise<Writer> | null = null;
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

/** The account of a workflow's own token. */
const workflowAccount = "github-actions[bot]";

/** Login of a token's account. GitHub names it through REST for people, and only through GraphQL for installations. */
async function accountOf(client: GitHubClient, token: string): Promise<string> {
  try {
    if (!token.startsWith("ghs_")) return (await client.request("GET /user")).data.login;
  } catch (error) {
    if (statusOf(error) === null) throw error;
  }
  try {
    const { baseUrl } = client.request.endpoint.DEFAULTS;
    const url = `${baseUrl.replace(/\/api\/v3\/?$/, "/api")}/graphql`;
    const { data } = await client.request(`POST ${url}`, { query: "{ viewer { login } }" });
    const login: unknown = data?.data?.viewer?.login;
    return typeof login === "string" && login !== "" ? login : workflowAccount;
  } catch (error) {
    if (statusOf(error) === null) throw error;
    return workflowAccount;
  }
}
