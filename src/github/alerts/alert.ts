import type { GitHubClient } from "../client/client.ts";
import { pages } from "../client/pages.ts";
import { statusOf } from "../client/request-error.ts";

/** Identifies a secret scanning alert. */
export interface AlertName {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** A secret scanning alert of GitHub's. */
export interface Alert {
  readonly number: number;
  readonly state: "open" | "resolved";
  /** The raw secret. */
  readonly secret: string;
}

/** A file that contains the secret of an alert. */
export interface AlertPlace {
  /** `wiki`: the file is a page of the wiki. */
  readonly part: "code" | "wiki";
  readonly path: string;
  readonly line: number;
  readonly commit: string;
}

const route = "/repos/{owner}/{repo}/secret-scanning/alerts";

/** Throws Octokit's error. */
export async function readAlert(client: GitHubClient, { owner, repo, number }: AlertName): Promise<Alert> {
  const name = { owner, repo, alert_number: number };
  const { state, secret } = (await client.request(`GET ${route}/{alert_number}`, name)).data;
  return { number, state: state ?? "open", secret: secret ?? "" };
}

/** The open alerts about OpenAI's keys in a repository. Throws Octokit's error. */
export async function openAlerts(
  client: GitHubClient,
  { owner, repo }: Omit<AlertName, "number">,
): Promise<readonly Alert[]> {
  const alerts: Alert[] = [];
  const listed = pages(
    async (page) =>
      (await client.request(`GET ${route}`, { owner, repo, state: "open", providers: "openai", ...page })).data,
  );
  for await (const { number, secret } of listed) {
    if (number !== undefined) alerts.push({ number, state: "open", secret: secret ?? "" });
  }
  return alerts;
}

/** The files that contain the secret of an alert, as far as GitHub says so. Throws Octokit's error. */
export async function alertPlaces(
  client: GitHubClient,
  { owner, repo, number }: AlertName,
): Promise<readonly AlertPlace[]> {
  const places: AlertPlace[] = [];
  const listed = pages(
    async (page) =>
      (await client.request(`GET ${route}/{alert_number}/locations`, { owner, repo, alert_number: number, ...page }))
        .data,
  );
  for await (const { type, details } of listed) {
    if (details === undefined || !("commit_sha" in details)) continue;
    const { path, start_line: line, commit_sha: commit } = details;
    places.push({ part: type === "wiki_commit" ? "wiki" : "code", path, line, commit });
  }
  return places;
}

/** Resolves an alert because its secret does not work any more. Throws Octokit's error. */
export async function resolveAlert(
  client: GitHubClient,
  { owner, repo, number }: AlertName,
  comment: string,
): Promise<void> {
  const alert = { owner, repo, alert_number: number };
  const resolved = { state: "resolved", resolution: "revoked", resolution_comment: comment } as const;
  try {
    await client.request(`PATCH ${route}/{alert_number}`, { ...alert, ...resolved, validity: "inactive" });
  } catch (error) {
    // GitHub takes no validity for secrets whose validity it checks by itself.
    if (statusOf(error) !== 422) throw error;
    await client.request(`PATCH ${route}/{alert_number}`, { ...alert, ...resolved });
  }
}
