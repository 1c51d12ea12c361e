import { looseObjects } from "./loose-objects.ts";
import { type GitObject, type ObjectType, wholeBytes } from "./objects.ts";
import { printedObjects } from "./printed-objects.ts";
import type { Repository } from "./repository.ts";

/** Objects are yielded in batches of about this size. */
const batchBytes = 1024 * 1024;

/** How objects are read. */
export interface ObjectReading<Settled> {
  /** Blobs up to this size that may be archives are returned whole, since parts cannot be opened. */
  readonly archiveBytes?: number;
  /**
   * What takes the place of a loose object whose bytes are not needed any further; null for others. Called with the
   * object's position among the ids; the bytes are valid only during the call.
   */
  readonly settle?: (index: number, type: ObjectType, bytes: Buffer) => Settled | null;
}

/**
 * Reads objects by id, in the given order and in bounded memory. Yields batches of objects whose bytes stay valid as
 * long as they are referenced. Missing and damaged objects are reported and do not hide later ones. Throws a `Failure`
 * when too many are damaged.
 *
 * Loose objects are read from their files and the others from git's output: what was just staged or committed is loose,
 * so that a hook seldom starts git for it.
 */
export async function* readObjects<Settled = never>(
  repository: Repository,
  ids: readonly string[],
  { archiveBytes = wholeBytes, settle = () => null }: ObjectReading<Settled> = {},
): AsyncGenerator<(GitObject | Settled)[]> {
  const { directory } = repository;
  const loose = looseObjects(repository, ids.length);
  const isLoose = ids.map((id) => loose.has(id));
  const others = ids.filter((_, index) => !isLoose[index]);
  if (others.length === ids.length) return yield* printedObjects(directory, ids, archiveBytes);
  const printed = oneByOne(printedObjects(directory, others, archiveBytes));
  try {
    let batch: (GitObject | Settled)[] = [];
    let size = 0;
    for (const [index, id] of ids.entries()) {
      const object = isLoose[index] ? loose.read(id) : null;
      if (object === null || object === "ask-git") {
        yield batch;
        yield* object === null ? nextObject(printed) : printedObjects(directory, [id], archiveBytes);
      } else if (object === "unreadable") {
        batch.push({ state: "damaged", id });
        continue;
      } else {
        const { type, bytes } = object;
        batch.push(settle(index, type, bytes) ?? { state: "whole", id, type, bytes: Buffer.from(bytes) });
        size += bytes.length;
        if (size < batchBytes) continue;
        yield batch;
      }
      batch = [];
      size = 0;
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
