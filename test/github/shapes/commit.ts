import type { CommitRecord, FileRow } from "../git/objects.ts";
import type { Repository, World } from "../world.ts";
import { person } from "./user.ts";

function verificationOf({ signatures }: Repository, sha: string) {
  const signed = signatures.get(sha);
  return signed === undefined
    ? { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null }
    : { verified: false, reason: "unknown_key", ...signed, verified_at: null };
}

/** The login that GitHub would know a committer by: from a `noreply` address, else from the name. */
export function loginOf({ name, email }: { readonly name: string; readonly email: string }): string {
  const known = /^(?:\d+\+)?([^@]+)@users\.noreply\./.exec(email)?.[1];
  return (
    known ??
    (name
      .replace(/[^A-Za-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .toLowerCase() ||
      "ghost")
  );
}

/** A commit of a list: compare, commits, pull request. */
export function commitShape(world: World, repository: Repository, commit: CommitRecord) {
  const { sha, tree, parents, author, committer, message } = commit;
  const url = `${world.apiUrl}/repos/${repository.fullName}`;
  const page = `${world.url}/${repository.fullName}/commit`;
  return {
    sha,
    node_id: `C_${sha}`,
    commit: {
      author,
      committer,
      message,
      tree: { sha: tree, url: `${url}/git/trees/${tree}` },
      url: `${url}/git/commits/${sha}`,
      comment_count: 0,
      verification: verificationOf(repository, sha),
    },
    url: `${url}/commits/${sha}`,
    html_url: `${page}/${sha}`,
    comments_url: `${url}/commits/${sha}/comments`,
    author: person(world, loginOf(author)),
    committer: person(world, loginOf(committer)),
    parents: parents.map((parent) => ({ sha: parent, url: `${url}/commits/${parent}`, html_url: `${page}/${parent}` })),
  };
}

/** A commit of the git database. */
export function gitCommitShape(world: World, repository: Repository, commit: CommitRecord) {
  const { sha, tree, parents, author, committer, message } = commit;
  const url = `${world.apiUrl}/repos/${repository.fullName}/git`;
  const page = `${world.url}/${repository.fullName}/commit`;
  return {
    sha,
    node_id: `C_${sha}`,
    url: `${url}/commits/${sha}`,
    html_url: `${page}/${sha}`,
    author,
    committer,
    tree: { sha: tree, url: `${url}/trees/${tree}` },
    message,
    parents: parents.map((parent) => ({ sha: parent, url: `${url}/commits/${parent}`, html_url: `${page}/${parent}` })),
    verification: verificationOf(repository, sha),
  };
}

/** A changed file as it is at commit `sha`. */
export function fileShape(world: World, repository: Repository, sha: string, row: FileRow) {
  const path = row.filename.split("/").map(encodeURIComponent).join("/");
  const page = `${world.url}/${repository.fullName}`;
  return {
    ...row,
    blob_url: `${page}/blob/${sha}/${path}`,
    raw_url: `${page}/raw/${sha}/${path}`,
    contents_url: `${world.apiUrl}/repos/${repository.fullName}/contents/${path}?ref=${sha}`,
  };
}

/**
 * The rows that one answer shows, as GitHub cuts them: `patch` is left out of a row that is too large, and of every row
 * after the limit of lines in the whole answer; those also say 0 additions, deletions and changes.
 */
export function cutPatches(world: World, rows: readonly FileRow[]): FileRow[] {
  let lines = 0;
  return rows.map((row) => {
    if (lines >= world.limits.patchLines) {
      const { patch: _, ...rest } = row;
      return { ...rest, additions: 0, deletions: 0, changes: 0 };
    }
    if (row.patch === undefined) return row;
    const { patch, ...rest } = row;
    if (Buffer.byteLength(patch) > world.limits.patchBytes) return rest;
    lines += patch.split("\n").length;
    return lines > world.limits.patchLines ? { ...rest, additions: 0, deletions: 0, changes: 0 } : row;
  });
}
