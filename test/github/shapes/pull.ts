import { ask, git } from "../git/git.ts";
import { mergeBase } from "../git/objects.ts";
import type { PullRequest, Repository, World } from "../world.ts";
import { repositoryShape } from "./repository.ts";
import { person } from "./user.ts";

/** A pull request as lists show it. */
export function pullShape(world: World, pull: PullRequest) {
  const { repository, headRepository, number } = pull;
  const url = `${world.apiUrl}/repos/${repository.fullName}`;
  const page = `${world.url}/${repository.fullName}/pull/${number}`;
  const end = (of: Repository, ref: string, sha: string) => ({
    label: `${of.owner}:${ref}`,
    ref,
    sha,
    user: person(world, of.owner),
    repo: repositoryShape(world, of),
  });
  const links = {
    self: `${url}/pulls/${number}`,
    html: page,
    issue: `${url}/issues/${number}`,
    comments: `${url}/issues/${number}/comments`,
    review_comments: `${url}/pulls/${number}/comments`,
    review_comment: `${url}/pulls/comments{/number}`,
    commits: `${url}/pulls/${number}/commits`,
    statuses: `${url}/statuses/${pull.headSha}`,
  };
  return {
    url: links.self,
    id: pull.id,
    node_id: `PR_${pull.id}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: links.issue,
    number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: person(world, pull.author),
    body: pull.body === "" ? null : pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.state === "closed" ? pull.updatedAt : null,
    merged_at: pull.merged ? pull.updatedAt : null,
    // Like GitHub, which makes a test merge a moment after the pull request was opened.
    merge_commit_sha: pull.merged ? pull.headSha : null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    head: end(headRepository, pull.head, pull.headSha),
    base: end(repository, pull.base, pull.baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: "CONTRIBUTOR",
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** A pull request as its own route and its webhooks show it: with counts, which take a look into git. */
export async function fullPullShape(world: World, pull: PullRequest) {
  const { gitDir } = pull.repository;
  const from = (await mergeBase(gitDir, pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const counts = (await git(gitDir, "diff", "--shortstat", from, pull.headSha)).toString("utf8");
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(counts)?.[1] ?? 0);
  const ofPull = (item: { readonly repository: Repository }) => item.repository === pull.repository;
  return {
    ...pullShape(world, pull),
    merged: pull.merged,
    mergeable: null,
    rebaseable: null,
    mergeable_state: "unknown",
    merged_by: null,
    comments: world.comments.filter((comment) => ofPull(comment) && comment.issue === pull.number).length,
    review_comments: world.reviewComments.filter((comment) => ofPull(comment) && comment.pull === pull.number).length,
    maintainer_can_modify: false,
    commits: Number(await ask(gitDir, "rev-list", "--count", `${pull.baseSha}..${pull.headSha}`)),
    additions: count("insertion"),
    deletions: count("deletion"),
    changed_files: count("file"),
  };
}
