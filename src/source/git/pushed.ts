import { address } from "../document.ts";
import { notScannedItem } from "../not-scanned.ts";
import type { SourceItem } from "../source.ts";
import { type ChangedBlob, changedBlobs } from "./changed-blobs.ts";
import type { Message } from "./commit-object.ts";
import { commitItems, messageItems } from "./commits.ts";
import { git } from "./git.ts";
import type { RefUpdate } from "./ref-update.ts";
import { revList } from "./repository.ts";

/**
 * What a push adds to the remote repository: each new commit with its message, the messages of tags, and the names of
 * new refs. Deleted refs add nothing.
 * @param known arguments of `git rev-list` for what the remote already has, in addition to the old values of the refs:
 * `--all`, or `--remotes=origin`
 */
export async function* pushedItems(
  directory: string,
  updates: readonly RefUpdate[],
  known: readonly string[],
  archiveBytes: number,
): AsyncGenerator<SourceItem> {
  const created = updates.filter(({ from, to }) => from === null && to !== null);
  if (created.length > 0) {
    const bytes = Buffer.from(created.map(({ ref }) => `${ref}\n`).join(""));
    yield { type: "document", document: { address: address("ref-name"), bytes, firstLine: 1, added: null } };
  }
  const { commit, tag, tree, blob, missing } = tipsOf(directory, updates);
  for (const id of missing) {
    yield notScannedItem("unreadable", `${id}, which is pushed, cannot be read: run git fsck.`);
  }
  if (tag.length > 0) yield* messageItems(directory, tag, new Map<string, Message>());
  // Without a starting commit git would list those of HEAD.
  if (commit.length > 0) {
    const before = commitsAmong(
      directory,
      updates.flatMap(({ from }) => from ?? []),
    ).map((id) => `^${id}`);
    const not = known.length === 0 ? [] : ["--not", ...known];
    yield* commitItems(directory, revList(directory, not, [...commit, ...before]), { archiveBytes, paths: [] });
  }
  const files = [...tree.flatMap((id) => filesOf(directory, id)), ...blob.map((id) => looseBlob("100644", id, null))];
  yield* changedBlobs(directory, files, archiveBytes);
}

type Tips = Readonly<Record<"commit" | "tag" | "tree" | "blob" | "missing", string[]>>;

/** The new targets of refs by type; for tags also the objects they point at. */
function tipsOf(directory: string, updates: readonly RefUpdate[]): Tips {
  const tips: Tips = { commit: [], tag: [], tree: [], blob: [], missing: [] };
  let ids = [...new Set(updates.flatMap(({ to }) => to ?? []))];
  while (ids.length > 0) {
    const tags: string[] = [];
    for (const { id, type } of typesOf(directory, ids)) {
      tips[type].push(id);
      if (type === "tag") tags.push(id);
    }
    ids = tags.flatMap((id) => namedBy(directory, id));
  }
  return tips;
}

function typesOf(directory: string, ids: readonly string[]): { readonly id: string; readonly type: keyof Tips }[] {
  const answer = git(directory, ["cat-file", "--batch-check"], `${ids.join("\n")}\n`).toString("latin1");
  return [...answer.matchAll(/^(\S+) (commit|tag|tree|blob|missing)\b/gm)].map(([, id = "", type]) => ({
    id,
    type: type as keyof Tips,
  }));
}

/** The old value of a ref may be missing from this clone, and may not be a commit. */
function commitsAmong(directory: string, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const peeled = ids.map((id) => `${id}^{commit}`);
  return typesOf(directory, peeled).flatMap(({ id, type }) => (type === "commit" ? [id] : []));
}

/** The object that a tag points at, following tags of tags. */
function namedBy(directory: string, tag: string): readonly string[] {
  return /^object ([0-9a-f]+)$/m.exec(git(directory, ["cat-file", "tag", tag]).toString("latin1"))?.slice(1) ?? [];
}

/** The files of a tree that a ref or a tag points at without a commit. */
function filesOf(directory: string, tree: string): readonly ChangedBlob[] {
  const listing = git(directory, ["ls-tree", "-r", "-z", "--full-tree", tree]).toString("utf8");
  return [...listing.matchAll(/(\d+) \w+ ([0-9a-f]+)\t([^\0]*)\0/g)].map(([, mode = "", id = "", path = ""]) =>
    looseBlob(mode, id, path),
  );
}

function looseBlob(mode: string, id: string, path: string | null): ChangedBlob {
  return { address: address("blob", { path }), mode, id, replaced: [] };
}
