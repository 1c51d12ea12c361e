import type { Probot } from "probot";
import { pages } from "../github/client/pages.ts";
import type { Fetch } from "../http/fetch.ts";

/** Ids of the App's installations. */
export interface Installations {
  readonly active: readonly number[];
  readonly suspended: readonly number[];
}

/** The App's installations. Throws Octokit's error. */
export async function installationsOf(app: Pick<Probot, "auth">, fetch: Fetch): Promise<Installations> {
  const client = await app.auth();
  const [active, suspended]: [number[], number[]] = [[], []];
  const listed = pages(
    async (page) => (await client.request("GET /app/installations", { ...page, request: { fetch } })).data,
  );
  for await (const { id, suspended_at: since } of listed) (since === null ? active : suspended).push(id);
  return { active, suspended };
}
