import { type Ask, type Handler, ok, Problem, paged } from "../answer.ts";
import { ask as askGit } from "../git/git.ts";
import { type CommitRecord, commits, emptyTree, fileRows, mergeBase, resolveCommit } from "../git/objects.ts";
import { commitShape, cutPatches, fileShape } from "../shapes/commit.ts";
import { textAnswer, textType } from "./diff.ts";

/** Commits and what differs between them. */
export const commitRoutes: Readonly<Record<string, Handler>> = {
  "GET /repos/{owner}/{repo}/commits": async (ask) => {
    const { gitDir, defaultBranch } = ask.repository;
    const from = ask.query.get("sha") ?? defaultBranch;
    const sha = await resolveCommit(gitDir, from);
    if (sha === null)
      throw new Problem(
        sha === null && from === defaultBranch ? 409 : 404,
        from === defaultBranch ? "Git Repository is empty." : "Not Found",
      );
    const path = ask.query.get("path");
    const { size, page } = pageOf(ask, 30, 100);
    const total = Number(await askGit(gitDir, "rev-list", "--count", sha, "--", ...(path === null ? [] : [path])));
    const found = await commits(gitDir, `--skip=${(page - 1) * size}`, `--max-count=${size}`, sha);
    const json = found.map((commit) => commitShape(ask.world, ask.repository, commit));
    return { status: 200, json, pages: Math.ceil(total / size) };
  },

  "GET /repos/{owner}/{repo}/commits/{ref}": async (ask) => {
    const { world, repository } = ask;
    const commit = await findCommit(ask, ask.params.ref ?? "");
    // A merge is shown against its first parent.
    const from = commit.parents[0] ?? (await emptyTree(repository.gitDir));
    const text = textType(ask);
    if (text !== null) return textAnswer(ask, text, from, commit.sha, ["-1", commit.sha]);
    if (ask.accept.endsWith(".sha"))
      return { status: 200, bytes: Buffer.from(commit.sha), type: "application/vnd.github.v3.sha" };
    const rows = await fileRows(repository.gitDir, from, commit.sha);
    const additions = rows.reduce((sum, row) => sum + row.additions, 0);
    const deletions = rows.reduce((sum, row) => sum + row.deletions, 0);
    const { items, pages } = paged(ask, rows.slice(0, world.limits.commitFiles), 300, 300);
    const json = {
      ...commitShape(world, repository, commit),
      stats: { total: additions + deletions, additions, deletions },
      files: cutPatches(world, items).map((row) => fileShape(world, repository, commit.sha, row)),
    };
    return { status: 200, json, pages };
  },

  "GET /repos/{owner}/{repo}/compare/{basehead}": async (ask) => {
    const { world, repository } = ask;
    const { gitDir } = repository;
    const [baseName = "", headName = ""] = (ask.params.basehead ?? "").split("...");
    // In place of OWNER:BRANCH of another repository of the network, whose objects are here too.
    const base = await findCommit(ask, baseName.replace(/^[^:]*:/, ""));
    const head = await findCommit(ask, headName.replace(/^[^:]*:/, ""));
    const from = await mergeBase(gitDir, base.sha, head.sha);
    if (from === null) throw new Problem(404, `No common ancestor between ${baseName} and ${headName}.`);
    const text = textType(ask);
    if (text !== null) return textAnswer(ask, text, from, head.sha, [`${base.sha}..${head.sha}`]);
    const ahead = (await commits(gitDir, "--reverse", "--topo-order", `${base.sha}..${head.sha}`)) as CommitRecord[];
    const behind = Number(await askGit(gitDir, "rev-list", "--count", `${head.sha}..${base.sha}`));
    const paging = ask.query.has("page") || ask.query.has("per_page");
    const { page, size } = pageOf(ask, 250, 1_000);
    // Without paging the newest 250, with it all of them, oldest first; the files are on page one only.
    const listed = paging ? ahead.slice((page - 1) * size, page * size) : ahead.slice(-250);
    const rows = page === 1 ? (await fileRows(gitDir, from, head.sha)).slice(0, world.limits.compareFiles) : [];
    const page1 = `${world.url}/${repository.fullName}/compare/${baseName}...${headName}`;
    const [fork] = await commits(gitDir, "-1", from);
    const json = {
      url: `${world.apiUrl}/repos/${repository.fullName}/compare/${baseName}...${headName}`,
      html_url: page1,
      permalink_url: page1,
      diff_url: `${page1}.diff`,
      patch_url: `${page1}.patch`,
      base_commit: commitShape(world, repository, base),
      merge_base_commit: commitShape(world, repository, fork ?? base),
      status: ahead.length === 0 ? (behind === 0 ? "identical" : "behind") : behind === 0 ? "ahead" : "diverged",
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      commits: listed.map((commit) => commitShape(world, repository, commit)),
      files: cutPatches(world, rows).map((row) => fileShape(world, repository, head.sha, row)),
    };
    return paging ? { status: 200, json, pages: Math.max(1, Math.ceil(ahead.length / size)) } : ok(json);
  },
};

/** The commit that a route names. Throws 404, or 422 for a full id that is of no commit here, as GitHub does. */
export async function findCommit(ask: Ask, name: string): Promise<CommitRecord> {
  const sha = await resolveCommit(ask.repository.gitDir, name);
  const [commit] = sha === null ? [] : await commits(ask.repository.gitDir, "-1", sha);
  if (commit !== undefined) return commit;
  const alone = ask.params.ref !== undefined;
  throw alone ? new Problem(422, `No commit found for SHA: ${name}`) : new Problem(404, "Not Found");
}

function pageOf(ask: Ask, usual: number, most: number): { readonly page: number; readonly size: number } {
  const size = Math.min(most, Math.max(1, Number(ask.query.get("per_page") ?? usual)));
  return { page: Math.max(1, Number(ask.query.get("page") ?? 1)), size };
}
