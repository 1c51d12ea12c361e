import type { PushChange } from "../../github/change.ts";
import type { GitHubClient } from "../../github/client/client.ts";
import { linkedCursor, pages } from "../../github/client/pages.ts";
import { statusOf } from "../../github/client/request-error.ts";
import type { ShowingPull } from "../../incident/shown-in.ts";
import { isZeroId } from "../../source/git/zero-id.ts";
import type { MissedRepository } from "./payload.ts";

/** A push from GitHub's record of a repository's activity. */
export interface MissedPush {
  /** GitHub's id of the activity. */
  readonly id: number;
  readonly change: PushChange;
}

/** GitHub lists activity of these periods, in days. */
const periods = [
  ["day", 1],
  ["week", 7],
  ["month", 28],
  ["quarter", 90],
] as const;

/**
 * The pushes to branches since a moment, oldest first. Empty on an Enterprise Server that does not record them. Throws
 * Octokit's error.
 */
export async function pushesSince(
  client: GitHubClient,
  repository: MissedRepository,
  since: Date,
): Promise<readonly MissedPush[]> {
  const { owner, repo } = repository;
  const days = (Date.now() - since.getTime()) / 86_400_000;
  const time_period = periods.find(([, length]) => days < length)?.[0] ?? "year";
  const found: MissedPush[] = [];
  let after: string | undefined;
  do {
    const { data, headers } = await client
      .request("GET /repos/{owner}/{repo}/activity", {
        ...{ owner, repo, per_page: 100, time_period, direction: "desc" },
        ...(after === undefined ? {} : { after }),
      })
      .catch((error: unknown) => {
        if (statusOf(error) === 404) return { data: [], headers: {} as { readonly link?: string } };
        throw error;
      });
    for (const activity of data) {
      if (Date.parse(activity.timestamp) < since.getTime()) return found.reverse();
      if (isZeroId(activity.after)) continue;
      found.push({ id: activity.id, change: pushOf(repository, activity) });
    }
    after = linkedCursor(headers.link, "after");
  } while (after !== undefined);
  return found.reverse();
}

interface Activity {
  readonly before: string;
  readonly after: string;
  readonly ref: string;
  readonly timestamp: string;
  readonly activity_type: string;
  readonly actor: { readonly login: string } | null;
}

function pushOf({ owner, repo, defaultBranch, visibility }: MissedRepository, activity: Activity): PushChange {
  const { before, after, ref, timestamp, activity_type: type, actor } = activity;
  return {
    ...{ type: "push", owner, repo, visibility, defaultBranch, ref, before, after },
    pushedAt: new Date(timestamp).toISOString(),
    created: isZeroId(before),
    forced: type === "force_push",
    author: actor?.login ?? null,
    headCommit: after,
    commits: [],
  };
}

/** The open pull requests that changed since a moment. Throws Octokit's error. */
export async function pullsSince(
  client: GitHubClient,
  installation: number,
  { owner, repo }: MissedRepository,
  since: Date,
): Promise<readonly ShowingPull[]> {
  const found: ShowingPull[] = [];
  const listed = pages(async (page) => {
    const wanted = { owner, repo, state: "open", sort: "updated", direction: "desc" } as const;
    return (await client.request("GET /repos/{owner}/{repo}/pulls", { ...wanted, ...page })).data;
  });
  for await (const { number, updated_at: updated, head } of listed) {
    if (Date.parse(updated) < since.getTime()) break;
    const fork = head.repo?.full_name.toLowerCase() !== `${owner}/${repo}`.toLowerCase();
    found.push({ owner, repo, number, installation, fork });
  }
  return found;
}
