import { notScannedItem } from "../../source/not-scanned.ts";
import { hunkItems, type Origin } from "../../source/patch/documents.ts";
import { parseHunks } from "../../source/patch/patch.ts";
import { pathItems } from "../../source/path-items.ts";
import type { SourceItem } from "../../source/source.ts";
import { type ChangeReader, type EarlierFile, fileKey } from "./change-reader.ts";
import { readWholeFile } from "./whole-file.ts";

/** One row of GitHub's lists of changed files. */
export interface FileRow {
  readonly filename: string;
  readonly status: string;
  /** Full id of the new blob, or of a submodule's commit; null when GitHub gives none. */
  readonly sha: string | null;
  readonly additions: number;
  readonly patch?: string | undefined;
  readonly previous_filename?: string | undefined;
}

const newlyNamed: ReadonlySet<string> = new Set(["added", "renamed", "copied"]);

/** The commits that a row's changes are compared with. */
export interface RowContext {
  readonly origin: Origin;
  /** The commit that the rows are a diff against; null for a root commit. */
  readonly parent: string | null;
  /** Further parents of a merge: text that one of them contains was not added by this commit. */
  readonly otherParents: readonly string[];
}

/**
 * The documents of a row: its hunks, or the whole file when GitHub omits the patch. GitHub does so for binary and large
 * files, and for every file after about 20,000 lines of patch in one response, without any indication and with counts
 * of 0.
 */
export async function* readRow(reader: ChangeReader, row: FileRow, context: RowContext): AsyncGenerator<SourceItem> {
  if (row.status === "removed" || row.status === "unchanged") return;
  const { origin, parent, otherParents } = context;
  const path = row.filename;
  if (newlyNamed.has(row.status)) yield* pathItems(path, origin);
  const inOthers = otherParents.map((commit): EarlierFile => ({ type: "path", commit, path }));
  const hunks = row.patch === undefined ? null : parseHunks(Buffer.from(row.patch));
  const added = hunks?.reduce((sum, hunk) => sum + hunk.added.size, 0);
  if (hunks !== null && added === row.additions) {
    if (inOthers.length > 0) reader.earlier.set(fileKey(origin.commit, path), inOthers);
    yield* hunkItems({ path, mode: null, hunks }, origin);
    return;
  }
  const before: EarlierFile[] =
    parent === null || row.status === "added"
      ? []
      : [{ type: "path", commit: parent, path: row.previous_filename ?? path }];
  yield* readWholeFile(reader, { path, origin, blob: row.sha, earlier: [...before, ...inOthers] });
}

/** What to report when rows beyond GitHub's limit cannot be read. */
export function rowsLeftOut(origin: Origin, detail: string): SourceItem {
  return notScannedItem("not-in-diff", detail, { commit: origin.commit });
}
