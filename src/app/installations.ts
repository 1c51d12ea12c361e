import type { Probot } from "probot";
import { pages } from "../github/client/pages.ts";
import type { Fetch } from "../http/fetch.ts";

/** Ids of the App's installations, suspended ones left out. Throws Octokit's error. */
export async function installationsOf(app: Pick<Probot, "auth">, fetch: Fetch): Promise<readonly number[]> {
  const client = await app.auth();
  const found: number[] = [];
  const listed = pages(
    async (page) => (await client.request("GET /app/installations", { ...page, request: { fetch } })).data,
  );
  for await (const { id, suspended_at: suspended } of listed) if (suspended === null) found.push(id);
  return found;
}
