import type { GitHubClient } from "../../github/client/client.ts";
import { pages } from "../../github/client/pages.ts";
import type { ListedHistory } from "../../incident/histories.ts";

/** The histories of an installation's repositories, wikis included. Throws Octokit's error. */
export async function listHistories(client: GitHubClient, installation: number): Promise<readonly ListedHistory[]> {
  const histories: ListedHistory[] = [];
  const listed = pages(
    async (page) => (await client.request("GET /installation/repositories", page)).data.repositories,
  );
  for await (const repository of listed) {
    const code: ListedHistory = {
      ...{ repository: Number(repository.id), part: "code", installation },
      ...{ owner: repository.owner.login, repo: repository.name },
      visibility: repository.private ? "private" : "public",
      defaultBranch: repository.default_branch,
      size: repository.size,
    };
    histories.push(code);
    // GitHub does not say how large a wiki is, nor whether it has a page.
    if (repository.has_wiki) histories.push({ ...code, part: "wiki", size: 0 });
  }
  return histories;
}
