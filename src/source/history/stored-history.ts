import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NotScanned } from "../coverage.ts";
import { readObjects } from "../git/read-objects.ts";
import { repositoryAt } from "../git/repository.ts";
import { notScanned } from "../not-scanned.ts";
import { commitNode } from "./commit-nodes.ts";
import { listObjects } from "./list-objects.ts";
import { readStoredHeader, type StoredHeader } from "./stored-header.ts";
import { unpackStored } from "./unpack-stored.ts";

/** The history that a bundle or a pack holds, unpacked into a repository of its own. */
export interface StoredHistory {
  /** A bare repository, for as long as this is not closed. */
  readonly directory: string;
  /** What the file does not hold, or what of it cannot be read. */
  readonly lines: readonly NotScanned[];
  /** Removes the repository. */
  close(): void;
}

/** True for a file, which may hold a history; a repository is a folder. */
export function isStoredHistory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/**
 * Unpacks a bundle or a pack into a temporary folder that only this user may enter. A damaged one is read as far as
 * possible. Throws a `Failure` when the file is neither.
 * @param around a folder; objects that the file builds on are taken from the repository around it
 */
export async function openStoredHistory(file: string, around: string): Promise<StoredHistory> {
  const header = readStoredHeader(file);
  const directory = mkdtempSync(join(tmpdir(), "keyhawk-history-"));
  const close = () => rmSync(directory, { recursive: true, force: true });
  try {
    const lines = await unpackStored(file, header, directory, around);
    return { directory, lines: [...lines, ...(await noteLimits(directory, header))], close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Names the refs, marks where the history ends, and says so. */
async function noteLimits(directory: string, { refs, isFiltered, prerequisites }: StoredHeader): Promise<NotScanned[]> {
  const { blob, commit, tag, tree } = await listObjects(directory);
  const present = new Set([blob, commit, tag, tree].flat());
  const boundary: string[] = [];
  for await (const objects of readObjects(repositoryAt(directory), commit)) {
    for (const object of objects) {
      if (object.state !== "whole") continue;
      const { parents } = commitNode(object.id, object.bytes);
      if (parents.some((parent) => !present.has(parent))) boundary.push(object.id);
    }
  }
  if (boundary.length > 0) writeFileSync(join(directory, "shallow"), `${boundary.join("\n")}\n`);
  const known = refs.filter(({ id, name }) => present.has(id) && name.startsWith("refs/"));
  const packed = known.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ id, name }) => `${id} ${name}\n`);
  writeFileSync(join(directory, "packed-refs"), packed.join(""));
  const lines: NotScanned[] = [];
  if (prerequisites.length > 0 || boundary.length > 0) {
    lines.push(
      notScanned(
        "shallow-clone",
        "The history begins at commits that are not in this file: scan a file that holds everything.",
      ),
    );
  }
  if (isFiltered) {
    lines.push(notScanned("partial-clone", "The bundle leaves objects out: scan one that was made without a filter."));
  }
  return lines;
}
