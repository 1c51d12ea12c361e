import type { GitHubClient } from "../client/client.ts";
import { isAbsent } from "../client/request-error.ts";

/** What a person may do in a repository: push to it, or also manage it. */
export type Authority = "none" | "write" | "maintain";

export interface PersonIn {
  readonly owner: string;
  readonly repo: string;
  readonly login: string;
}

const byPermission: Readonly<Record<string, Authority>> = { admin: "maintain", maintain: "maintain", write: "write" };

/** `unknown`: GitHub does not reveal it to this token. */
export type WriteAccess = "yes" | "no" | "unknown";

/** A person's authority in a repository, asked now, at the cost of one request. Throws Octokit's error. */
export async function authorityOf(client: GitHubClient, person: PersonIn): Promise<Authority> {
  return (await revealedAuthority(client, person)) ?? "none";
}

/**
 * Whether a person may push to a repository, at the cost of one request. Throws Octokit's error when GitHub's response
 * is unusable.
 */
export async function writeAccess(client: GitHubClient, person: PersonIn): Promise<WriteAccess> {
  const authority = await revealedAuthority(client, person);
  return authority === null ? "unknown" : authority === "none" ? "no" : "yes";
}

/** Null when GitHub does not reveal it to this token. */
async function revealedAuthority(client: GitHubClient, { owner, repo, login }: PersonIn): Promise<Authority | null> {
  const route = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
  try {
    const { data } = await client.request(route, { owner, repo, username: login });
    // Of an organisation's custom role only `user.permissions` says that it is based on "maintain".
    if (data.user?.permissions?.maintain === true) return "maintain";
    return byPermission[data.role_name] ?? byPermission[data.permission] ?? "none";
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Whether a person belongs to one of an organisation's teams, asked now. Throws Octokit's error. */
export async function isInTeam(
  client: GitHubClient,
  { owner, login }: Omit<PersonIn, "repo">,
  teams: readonly string[],
): Promise<boolean> {
  for (const team of teams) {
    const route = "GET /orgs/{org}/teams/{team_slug}/memberships/{username}";
    try {
      const { data } = await client.request(route, { org: owner, team_slug: team, username: login });
      if (data.state === "active") return true;
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }
  return false;
}
