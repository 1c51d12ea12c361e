import type { GitHubClient } from "../client/client.ts";
import { statusOf } from "../client/request-error.ts";

/** The account behind a client's token: a GitHub App, or a user account, which may be a bot. */
export type Writer =
  | { readonly type: "app"; readonly id: number }
  | { readonly type: "account"; readonly login: string };

/** The account and seal that Keyhawk writes with on GitHub. */
export interface Voice {
  /** The author. GitHub is asked at most once, and only when there is a comment whose author matters. */
  readonly writer: () => Promise<Writer>;
  /** Seals what a comment remembers; null without a secret. */
  readonly secret: string | null;
}

/** GitHub's information about the author of a comment. */
export interface Authorship {
  readonly user: { readonly login: string; readonly type: string } | null;
  readonly performed_via_github_app?: { readonly id: number; readonly slug?: string } | null | undefined;
}

/** True for the writer's own comments. Their text proves nothing: anyone can paste it, and many bots repeat text. */
export function isWrittenBy(writer: Writer, { user, performed_via_github_app: app }: Authorship): boolean {
  return writer.type === "app" ? app?.id === writer.id : user?.login.toLowerCase() === writer.login.toLowerCase();
}

/** The App's voice. @param id the App's id, or how to find it out */
export function appVoice(id: () => number | Promise<number>, secret: string): Voice {
  return { writer: once(async () => ({ type: "app", id: await id() })), secret };
}

/** The voice of the account that a token belongs to. */
export function tokenVoice(client: GitHubClient, token: string, secret: string | null): Voice {
  return { writer: once(async () => ({ type: "account", login: await accountOf(client, token) })), secret };
}

/** Remembers the first successful answer; after a failure the next call asks again. */
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

/** Login of a token's account. GitHub's REST API returns it for people only; for installations it takes GraphQL. */
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
