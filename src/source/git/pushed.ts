import { address } from "../document.ts";
import { notScannedItem } from "../not-scanned.ts";
import { pathsItems } from "../path-items.ts";
import type { SourceItem } from "../source.ts";
import { type ChangedBlob, changedBlobs } from "./changed-blobs.ts";
import type { Message } from "./commit-object.ts";
import { commitItems, messageItems } from "./commits.ts";
import { git } from "./git.ts";
import type { ObjectType } from "./objects.ts";
import type { RefUpdate } from "./ref-update.ts";
import { type Repository, revList } from "./repository.ts";

/**
 * What a push adds to the remote repository: each new commit with its message, the messages of tags, and the names of
 * new refs. Deleted refs add nothing.
 * @param known arguments of `git rev-list` for what the remote already has, in addition to the old values of the refs:
 * `--all`, or `--remotes=origin`
 */
export async function* pushedItems(
  repository: Repository,
  updates: readonly RefUpdate[],
  known: readonly string[],
  archiveBytes: number,
): AsyncGenerator<SourceItem> {
  const created = updates.filter(({ from, to }) => from === null && to !== null);
  if (created.length > 0) {
    const bytes = Buffer.from(created.map(({ ref }) => `${ref}\n`).join(""));
    yield { type: "document", document: { address: address("ref-name"), bytes, firstLine: 1, added: null } };
  }
  const { directory } = repository;
  const { tips, before } = endsOf(directory, updates);
  const { commit, tag, tree, blob, missing } = tips;
  for (const id of missing) {
    yield notScannedItem("unreadable", `${id}, which is pushed, cannot be read: run git fsck.`);
  }
  if (tag.length > 0) yield* messageItems(repository, tag, new Map<string, Message>());
  // Without a starting commit git would list those of HEAD.
  if (commit.length > 0) {
    const not = known.length === 0 ? [] : ["--not", ...known];
    const commits = revList(directory, not, [...commit, ...before.map((id) => `^${id}`)]);
    yield* commitItems(repository, commits, { archiveBytes, paths: [] });
  }
  const files = tree.flatMap((id) => filesOf(directory, id));
  yield* pathsItems(files.flatMap(({ address: { path } }) => path ?? []));
  files.push(...blob.map((id) => looseBlob("100644", id, null)));
  yield* changedBlobs(repository, files, archiveBytes);
}

type Tips = Readonly<Record<ObjectType | "missing", string[]>>;

interface Ends {
  /** The new targets of refs by type; for tags also the objects they point at. */
  readonly tips: Tips;
  /** The commits among the old values of refs: one may be missing from this clone, and may not be a commit. */
  readonly before: readonly string[];
}

function endsOf(directory: string, updates: readonly RefUpdate[]): Ends {
  const tips: Tips = { commit: [], tag: [], tree: [], blob: [], missing: [] };
  let ids = [...new Set(updates.flatMap(({ to }) => to ?? []))];
  if (ids.length === 0) return { tips, before: [] };
  const peeled = updates.flatMap(({ from }) => (from === null ? [] : `${from}^{commit}`));
  const first = typesOf(directory, [...ids, ...peeled]);
  const before = first.slice(ids.length).flatMap(({ id, type }) => (type === "commit" ? [id] : []));
  for (let types = first.slice(0, ids.length); types.length > 0; types = typesOf(directory, ids)) {
    for (const { id, type } of types) tips[type].push(id);
    ids = types.flatMap(({ id, type }) => (type === "tag" ? namedBy(directory, id) : []));
  }
  return { tips, before };
}

/** The type of each object, in the given order. */
function typesOf(directory: string, ids: readonly string[]): { readonly id: string; readonly type: keyof Tips }[] {
  if (ids.length === 0) return [];
  const answer = git(directory, ["cat-file", "--batch-check"], `${ids.join("\n")}\n`).toString("latin1");
  return answer
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [id = "", type = ""] = line.split(" ");
      return { id, type: isType(type) ? type : "missing" };
    });
}

function isType(text: string): text is ObjectType {
  return text === "commit" || text === "tag" || text === "tree" || text === "blob";
}

/** The object that a tag points at, following tags of tags. */
function namedBy(directory: string, tag: string): readonly string[] {
  return /^object ([0-9a-f]+)$/m.exec(git(directory, ["cat-file", "tag", tag]).toString("latin1"))?.slice(1) ?? [];
}

/** The files of a tree that a ref or a tag points at without a commit. */
function filesOf(directory: string, tree: string): ChangedBlob[] {
  const listing = git(directory, ["ls-tree", "-r", "-z", "--full-tree", tree]).toString("utf8");
  return [...listing.matchAll(/(\d+) \w+ ([0-9a-f]+)\t([^\0]*)\0/g)].map(([, mode = "", id = "", path = ""]) =>
    looseBlob(mode, id, path),
  );
}

function looseBlob(mode: string, id: string, path: string | null): ChangedBlob {
  return { address: address("blob", { path }), mode, id, replaced: [] };
}
