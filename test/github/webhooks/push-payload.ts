import { ask, git } from "../git/git.ts";
import { type CommitRecord, commits, mergeBase, resolveCommit } from "../git/objects.ts";
import { loginOf } from "../shapes/commit.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { person } from "../shapes/user.ts";
import type { Repository, World } from "../world.ts";

/** One ref that a push moved; forty zeros where there is none. */
export interface RefUpdate {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
}

export const nobody = "0".repeat(40);
const mostCommits = 2_048;

/**
 * The payload of a `push`, without its installation.
 * @param known ids that were in the repository before: their commits are not new
 * @param files false for the payload that a workflow gets, whose commits name no files
 */
export async function pushPayload(
  world: World,
  repository: Repository,
  update: RefUpdate,
  options: { readonly pusher: string; readonly known: readonly string[]; readonly files: boolean },
): Promise<Readonly<Record<string, unknown>>> {
  const { gitDir, fullName, defaultBranch } = repository;
  const { ref, before, after } = update;
  const created = before === nobody;
  const deleted = after === nobody;
  const tip = deleted ? null : await resolveCommit(gitDir, after);
  const from = created || deleted ? null : await resolveCommit(gitDir, before);
  const old = from === null ? options.known.filter((sha) => sha !== after) : [from];
  const list =
    tip === null || ref.startsWith("refs/tags/")
      ? []
      : await commits(gitDir, "--reverse", "--topo-order", `--max-count=${mostCommits}`, tip, "--not", ...old);
  const changed = options.files && list.length > 0 ? await changedFiles(gitDir, tip ?? "", old) : null;
  const show = (commit: CommitRecord) =>
    commitOf(world, repository, commit, options.files ? (changed?.get(commit.sha) ?? []) : null);
  const head = list.at(-1) ?? (tip === null ? undefined : (await commits(gitDir, "-1", tip))[0]);
  const headFiles =
    head !== undefined && options.files && list.length === 0
      ? await changedFiles(gitDir, head.sha, [`${head.sha}^@`])
      : changed;
  const forced = from !== null && tip !== null && (await mergeBase(gitDir, from, tip)) !== from;
  const short = (sha: string) => sha.slice(0, 12);
  const name = ref.replace(/^refs\/(?:heads|tags)\//, "");
  const shape = repositoryShape(world, repository);
  return {
    ref,
    before,
    after,
    repository: {
      ...shape,
      owner: { name: repository.owner, email: null, ...shape.owner },
      // In this payload alone GitHub writes these times as numbers, and the page as the address.
      url: `${world.url}/${fullName}`,
      created_at: 1_767_225_600,
      pushed_at: Math.floor(Date.now() / 1_000),
      stargazers: 0,
      master_branch: defaultBranch,
    },
    pusher: { name: options.pusher, email: `${options.pusher}@users.noreply.github.example` },
    sender: person(world, options.pusher),
    created,
    deleted,
    forced,
    base_ref: null,
    compare: created
      ? `${world.url}/${fullName}/compare/${name}`
      : `${world.url}/${fullName}/compare/${short(before)}...${short(after)}`,
    commits: list.map(show),
    head_commit:
      head === undefined
        ? null
        : commitOf(world, repository, head, options.files ? (headFiles?.get(head.sha) ?? []) : null),
  };
}

type Changed = readonly (readonly [status: string, path: string])[];

function commitOf(world: World, { fullName }: Repository, commit: CommitRecord, files: Changed | null) {
  const signature = ({ name, email }: CommitRecord["author"]) => ({ name, email, username: loginOf({ name, email }) });
  const of = (status: string) => (files ?? []).filter(([letter]) => letter === status).map(([, path]) => path);
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.author.date,
    url: `${world.url}/${fullName}/commit/${commit.sha}`,
    author: signature(commit.author),
    committer: signature(commit.committer),
    ...(files === null ? {} : { added: of("A"), removed: of("D"), modified: of("M") }),
  };
}

/** Which files every commit of a range added, deleted or changed. */
async function changedFiles(gitDir: string, tip: string, not: readonly string[]): Promise<Map<string, Changed>> {
  const exists = await Promise.all(not.map((name) => ask(gitDir, "rev-parse", "--quiet", "--verify", name)));
  const old = not.filter((name, index) => name.endsWith("^@") || exists[index]);
  const output = (
    await git(
      gitDir,
      "log",
      "-z",
      "--name-status",
      "--no-renames",
      "--format=%x01%H",
      `--max-count=${mostCommits}`,
      tip,
      "--not",
      ...old,
      "--",
    )
  ).toString("utf8");
  const found = new Map<string, Changed>();
  for (const record of output.split("\u0001").slice(1)) {
    const [sha = "", ...fields] = record.split("\0").map((field) => field.replace(/^\n/, ""));
    const rest = fields.filter((field) => field !== "");
    const pairs: [string, string][] = [];
    for (let at = 0; at + 1 < rest.length; at += 2) pairs.push([rest[at] ?? "", rest[at + 1] ?? ""]);
    found.set(sha, pairs);
  }
  return found;
}
