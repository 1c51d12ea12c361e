import { notScannedItem } from "../../source/not-scanned.ts";
import type { SourceItem } from "../../source/source.ts";
import { isAbsent, isUnserved } from "../client/request-error.ts";
import type { ChangeReader, EarlierFile } from "./change-reader.ts";
import { type RowContext, rowsLeftOut } from "./rows.ts";
import { unserved } from "./unserved.ts";
import { readWholeFile } from "./whole-file.ts";

interface TreeFile {
  readonly mode: string;
  readonly id: string;
}

interface Tree {
  readonly files: ReadonlyMap<string, TreeFile>;
  /** False when GitHub cut the list. */
  readonly complete: boolean;
}

/** Reads the files of a commit that are beyond the 3,000 that GitHub lists: those that differ between the trees. */
export async function* readBeyondRows(
  reader: ChangeReader,
  commit: RowContext & { readonly tree: string; readonly known: ReadonlySet<string> },
): AsyncGenerator<SourceItem> {
  const { origin, parent } = commit;
  let after: Tree;
  let before: Tree;
  try {
    after = await requestTree(reader, commit.tree);
    before = parent === null ? { files: new Map(), complete: true } : await requestTree(reader, parent);
  } catch (error) {
    if (!isAbsent(error) && !isUnserved(error)) throw error;
    yield unserved(error, "the files of the commit beyond the first 3,000", { commit: origin.commit });
    return;
  }
  for (const [path, file] of after.files) {
    const old = before.files.get(path);
    if (commit.known.has(path) || old?.id === file.id) continue;
    if (file.mode === "160000") {
      const detail = "The submodule's own repository was not scanned.";
      yield notScannedItem("submodule", detail, { path, commit: origin.commit });
      continue;
    }
    const inOthers = commit.otherParents.map((other): EarlierFile => ({ type: "path", commit: other, path }));
    const earlier: EarlierFile[] = old === undefined ? inOthers : [{ type: "blob", id: old.id }, ...inOthers];
    yield* readWholeFile(reader, { path, origin, blob: file.id, earlier });
  }
  if (!after.complete || !before.complete) {
    yield rowsLeftOut(
      origin,
      "The commit changes more than 3,000 files, and the tree is too large for GitHub to list.",
    );
  }
}

async function requestTree(reader: ChangeReader, id: string): Promise<Tree> {
  const { client, owner, repo } = reader;
  const { data } = await client.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
    owner,
    repo,
    tree_sha: id,
    recursive: "1",
  });
  const files = data.tree
    .filter((entry) => entry.type !== "tree")
    .map((entry): [string, TreeFile] => [entry.path, { mode: entry.mode, id: entry.sha }]);
  return { files: new Map(files), complete: !data.truncated };
}
