import { type LooseObjects, looseObjects } from "./loose-objects.ts";
import { type GitObject, printedObjects, wholeBytes } from "./objects.ts";
import type { Repository } from "./repository.ts";

/** Objects are yielded in batches of about this size. */
const batchBytes = 1024 * 1024;

/**
 * Reads objects by id, in the given order and in bounded memory. Yields batches of objects whose bytes stay valid as
 * long as they are referenced. Missing and damaged objects are reported and do not hide later ones. Throws a `Failure`
 * when too many are damaged.
 * @param archiveBytes blobs up to this size that may be archives are returned whole, since parts cannot be opened
 */
export function readObjects(
  repository: Repository,
  ids: readonly string[],
  archiveBytes = wholeBytes,
): AsyncGenerator<GitObject[]> {
  return looseAndPrinted(repository.directory, ids, archiveBytes, looseObjects(repository, ids.length));
}

/**
 * Reads loose objects from their files and the others from git's output, in the order of the ids. What was just staged or
 * committed is loose, so that a hook seldom starts git for it.
 */
async function* looseAndPrinted(
  directory: string,
  ids: readonly string[],
  archiveBytes: number,
  loose: LooseObjects,
): AsyncGenerator<GitObject[]> {
  const others = ids.filter((id) => !loose.has(id));
  if (others.length === ids.length) return yield* printedObjects(directory, ids, archiveBytes);
  const printed = oneByOne(printedObjects(directory, others, archiveBytes));
  try {
    let batch: GitObject[] = [];
    let bytes = 0;
    for (const id of ids) {
      const object = loose.has(id) ? loose.read(id) : null;
      if (object === null) {
        yield batch;
        yield* loose.has(id) ? printedObjects(directory, [id], archiveBytes) : nextObject(printed);
      } else {
        batch.push({ state: "whole", ...object });
        bytes += object.bytes.length;
        if (bytes < batchBytes) continue;
        yield batch;
      }
      batch = [];
      bytes = 0;
    }
    yield batch;
  } finally {
    await printed.return(undefined);
  }
}

async function* oneByOne(batches: AsyncGenerator<GitObject[]>): AsyncGenerator<GitObject> {
  for await (const batch of batches) yield* batch;
}

/** The next object, in all its parts. */
async function* nextObject(objects: AsyncGenerator<GitObject>): AsyncGenerator<GitObject[]> {
  for (;;) {
    const { value, done } = await objects.next();
    if (done === true) return;
    yield [value];
    if (value.state !== "part" || value.last) return;
  }
}
