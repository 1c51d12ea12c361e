import { ask, git } from "./git.ts";
import { readRef } from "./refs.ts";

/** One commit, as `git log` shows it. */
export interface CommitRecord {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

/** One changed file, as GitHub's lists of files show it. */
export interface FileRow {
  readonly sha: string;
  readonly filename: string;
  readonly previous_filename?: string;
  readonly status: "added" | "removed" | "modified" | "renamed" | "copied" | "changed";
  readonly additions: number;
  readonly deletions: number;
  readonly changes: number;
  readonly patch?: string;
}

/** Full id of the commit that a branch, tag, ref or id names; null when there is none. */
export async function resolveCommit(gitDir: string, name: string): Promise<string | null> {
  const head = await readRef(gitDir, name.startsWith("refs/heads/") ? name : `refs/heads/${name}`);
  if (head !== null) return head;
  const tip = await readRef(gitDir, `refs/tags/${name}`);
  return ask(gitDir, "rev-parse", "--verify", "--quiet", "--end-of-options", `${tip ?? name}^{commit}`);
}

/** Commits that the words select, in git's order; words as for `git log`. */
export async function commits(gitDir: string, ...words: string[]): Promise<CommitRecord[]> {
  const format = "%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x00%x01";
  const output = (await git(gitDir, "log", `--format=${format}`, ...words, "--")).toString("utf8");
  return output
    .split("\u0000\u0001")
    .filter((record) => record.trim() !== "")
    .map((record) => {
      const [sha = "", tree = "", parents = "", an = "", ae = "", ad = "", cn = "", ce = "", cd = "", message = ""] =
        record.replace(/^\n/, "").split("\0");
      return {
        sha,
        tree,
        parents: parents === "" ? [] : parents.split(" "),
        author: { name: an, email: ae, date: ad },
        committer: { name: cn, email: ce, date: cd },
        message: message.replace(/\n$/, ""),
      };
    });
}

/** The commit that both sides come from; null when they share none. */
export async function mergeBase(gitDir: string, a: string, b: string): Promise<string | null> {
  return (await ask(gitDir, "merge-base", a, b)) || null;
}

/** Id of the tree without entries. */
export async function emptyTree(gitDir: string): Promise<string> {
  return (await git(gitDir, "hash-object", "-t", "tree", "/dev/null")).toString("utf8").trim();
}

const diffOptions = ["--no-ext-diff", "--no-textconv", "--no-color", "--find-renames"];

/** `git diff` between two trees, as the `.diff` media type shows it. */
export function diffText(gitDir: string, from: string, to: string): Promise<Buffer> {
  return git(gitDir, "diff", ...diffOptions, from, to);
}

/** One mail per commit of a range, merges left out, as the `.patch` media type shows it. */
export function patchText(gitDir: string, ...range: string[]): Promise<Buffer> {
  return git(gitDir, "format-patch", "--stdout", "--no-signature", "--no-color", "--no-ext-diff", ...range);
}

const statuses: Readonly<Record<string, FileRow["status"]>> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  C: "copied",
  T: "changed",
};

/** Files that differ between two trees, with whole patches. */
export async function fileRows(gitDir: string, from: string, to: string): Promise<FileRow[]> {
  const [raw, numbers, text] = await Promise.all([
    git(gitDir, "diff", ...diffOptions, "--raw", "-z", "--abbrev=64", from, to),
    git(gitDir, "diff", ...diffOptions, "--numstat", from, to),
    diffText(gitDir, from, to),
  ]);
  const counts = numbers.toString("latin1").trimEnd().split("\n");
  // Inside a hunk every line starts with a mark, so this can only be the start of a file.
  const sections = text.toString("utf8").split(/^(?=diff --git )/m);
  const fields = raw.toString("utf8").split("\0");
  const rows: FileRow[] = [];
  for (let at = 0; at < fields.length - 1; ) {
    const [, , oldSha = "", newSha = "", letter = ""] = (fields[at++] ?? "").split(" ");
    const first = fields[at++] ?? "";
    const second = /^[RC]/.test(letter) ? (fields[at++] ?? "") : null;
    const [additions = "0", deletions = "0"] = (counts[rows.length] ?? "").split("\t");
    const section = sections[rows.length] ?? "";
    const start = section.search(/^@@ /m);
    const added = Number.parseInt(additions, 10) || 0;
    const removed = Number.parseInt(deletions, 10) || 0;
    rows.push({
      sha: letter === "D" ? oldSha : newSha,
      filename: second ?? first,
      ...(second === null ? {} : { previous_filename: first }),
      status: statuses[letter[0] ?? ""] ?? "changed",
      additions: added,
      deletions: removed,
      changes: added + removed,
      ...(start === -1 ? {} : { patch: section.slice(start).replace(/\n$/, "") }),
    });
  }
  return rows;
}
