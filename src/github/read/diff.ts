import { isZeroId } from "../../source/git/zero-id.ts";
import { hunkItems, type Origin } from "../../source/patch/documents.ts";
import type { FileDiff } from "../../source/patch/patch.ts";
import { pathItems } from "../../source/path-items.ts";
import type { SourceItem } from "../../source/source.ts";
import type { ChangeReader, EarlierFile } from "./change-reader.ts";
import { readWholeFile, wholeFileItems } from "./whole-file.ts";

/** The documents of a parsed diff; binary contents that the diff omits are fetched. */
export async function* diffItems(
  reader: ChangeReader,
  files: readonly FileDiff[],
  origin: Origin,
): AsyncGenerator<SourceItem> {
  for (const file of files) {
    const { newPath: path, mode, hunks, binary } = file;
    if (path === null) continue;
    reader.formerPaths.set(path, file.oldPath);
    if (path !== file.oldPath) yield* pathItems(path, origin);
    if (binary === null) {
      yield* hunkItems({ path, mode, hunks }, origin);
      continue;
    }
    const earlier: EarlierFile[] = isFullId(file.oldId) ? [{ type: "blob", id: file.oldId }] : [];
    if (binary.type === "literal") yield* wholeFileItems(reader, { path, origin, earlier }, binary.bytes);
    else yield* readWholeFile(reader, { path, origin, blob: isFullId(file.newId) ? file.newId : null, earlier });
  }
}

function isFullId(id: string | null): id is string {
  return id !== null && (id.length === 40 || id.length === 64) && !isZeroId(id);
}
