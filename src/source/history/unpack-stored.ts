import { createReadStream, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { NotScanned } from "../coverage.ts";
import { git } from "../git/git.ts";
import { GitError } from "../git/git-error.ts";
import { isRepository, repositoryAt } from "../git/repository.ts";
import { startGit } from "../git/running-git.ts";
import { notScanned } from "../not-scanned.ts";
import type { StoredHeader } from "./stored-header.ts";

/**
 * Makes a bare repository of the objects in a file, of a damaged one as far as possible; returns what is not in it.
 * Throws git's error when it cannot be made.
 * @param around a folder; objects that the file builds on are taken from the repository around it
 */
export async function unpackStored(
  file: string,
  header: StoredHeader,
  directory: string,
  around: string,
): Promise<NotScanned[]> {
  // A pack does not say how its objects are named: the shorter ids are far more common.
  const formats = header.type === "bundle" ? [header.objectFormat] : (["sha1", "sha256"] as const);
  for (const format of formats) {
    rmSync(directory, { recursive: true, force: true });
    initialise(directory, format);
    const withBases = header.prerequisites.length > 0 ? lendObjects(directory, around) : () => {};
    try {
      await feed(directory, ["index-pack", "--stdin", "--fix-thin"], file, header.length);
      return [];
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    } finally {
      withBases();
    }
  }
  rmSync(directory, { recursive: true, force: true });
  initialise(directory, formats[0] ?? "sha1");
  await feed(directory, ["unpack-objects", "-r", "-q"], file, header.length).catch((error: unknown) => {
    if (!(error instanceof GitError)) throw error;
  });
  const detail =
    header.prerequisites.length > 0
      ? "Some objects of the bundle are stored as differences from commits that it does not hold: run this scan in a clone that has them."
      : `The ${header.type} is damaged: what follows the damage was not scanned. Get a whole copy of it.`;
  return [notScanned("unreadable", detail)];
}

function initialise(directory: string, format: string): void {
  // Without a template, nothing that a person configured for new repositories runs.
  git(tmpdir(), ["init", "--quiet", "--bare", "--template=", `--object-format=${format}`, directory]);
}

/** Makes another repository's objects readable until the function that it returns is called. */
function lendObjects(directory: string, around: string): () => void {
  const list = join(directory, "objects", "info", "alternates");
  if (isRepository(around)) {
    writeAlternates(list, repositoryAt(around).objects);
  }
  return () => rmSync(list, { force: true });
}

function writeAlternates(list: string, objects: string): void {
  writeFileSync(list, `${JSON.stringify(objects)}\n`);
}

/** Runs git with the pack of a file as its input. Throws git's error. */
async function feed(directory: string, args: readonly string[], file: string, start: number): Promise<void> {
  const running = startGit(directory, args);
  running.output.resume();
  try {
    await pipeline(createReadStream(file, { start }), running.input);
  } catch (error) {
    // Git closes its input when it refuses the rest.
    if (
      !(
        error instanceof Error &&
        "code" in error &&
        (error.code === "EPIPE" || error.code === "ECONNRESET" || error.code === "ERR_STREAM_PREMATURE_CLOSE")
      )
    )
      throw error;
  }
  await running.ended;
}
