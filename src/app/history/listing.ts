import type { GitHubClient } from "../../github/client/client.ts";
import type { ListedHistory } from "../../incident/histories.ts";

/** GitHub's own limit on a page. */
const perPage = 100;

/** The histories of an installation's repositories, wikis included. Throws Octokit's error. */
export async function listHistories(client: GitHubClient, installation: number): Promise<readonly ListedHistory[]> {
  const histories: ListedHistory[] = [];
  for (let page = 1; ; page++) {
    const { data } = await client.request("GET /installation/repositories", { per_page: perPage, page });
    for (const repository of data.repositories) {
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
    if (data.repositories.length < perPage) return histories;
  }
}
