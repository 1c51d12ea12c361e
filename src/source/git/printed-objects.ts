import { createInterface } from "node:readline";
import { GitError } from "./git-error.ts";
import { createObjectParser } from "./object-parser.ts";
import type { GitObject } from "./objects.ts";
import { isPartial } from "./repository.ts";
import { startGit } from "./running-git.ts";
import { writeLines } from "./write-lines.ts";

/** Output is parsed in chunks of this size, so that few objects are copied twice. */
const runBytes = 1024 * 1024;
/** Git exits at each damaged object and is restarted after it, at most this often. */
const mostDamaged = 500;

/**
 * The objects as git prints them; what `readObjects` says of order, memory and damage holds.
 * @param archiveBytes blobs up to this size that may be archives are returned whole, since parts cannot be opened
 */
export async function* printedObjects(
  directory: string,
  ids: readonly string[],
  archiveBytes: number,
): AsyncGenerator<GitObject[]> {
  let at = 0;
  let present: ReadonlySet<string> | null = null;
  const until = (id: string | null): GitObject[] => {
    const missing: GitObject[] = [];
    for (let next = ids[at]; next !== undefined && next !== id; next = ids[at]) {
      missing.push({ state: "missing", id: next });
      at += 1;
    }
    return missing;
  };
  for (let damaged = 0; at < ids.length; ) {
    try {
      for await (const printed of printObjects(directory, idsFrom(ids, at, present), archiveBytes)) {
        const objects: GitObject[] = [];
        for (const object of printed) {
          objects.push(...until(object.id), object);
          if (object.state !== "part" || object.last) at += 1;
        }
        yield objects;
      }
      yield until(null);
    } catch (error) {
      const id = ids[at];
      if (!(error instanceof GitError) || id === undefined || damaged === mostDamaged) throw error;
      // For objects that a partial clone omitted git does not report `missing`: it exits, since it must not fetch them.
      if (present === null && isPartial(directory)) {
        present = await presentIds(directory);
        continue;
      }
      damaged += 1;
      at += 1;
      yield [{ state: "damaged", id }];
    }
  }
}

function* idsFrom(ids: readonly string[], from: number, present: ReadonlySet<string> | null): Generator<string> {
  for (let at = from; at < ids.length; at++) {
    const id = ids[at] ?? "";
    if (present === null || present.has(id)) yield id;
  }
}

async function presentIds(directory: string): Promise<ReadonlySet<string>> {
  const options = ["--batch-all-objects", "--unordered", "--buffer", "--batch-check=%(objectname)"];
  const running = startGit(directory, ["cat-file", ...options]);
  running.input.end();
  const ids = new Set<string>();
  for await (const line of createInterface({ input: running.output })) ids.add(line);
  await running.ended;
  return ids;
}

async function* printObjects(
  directory: string,
  ids: Iterable<string>,
  archiveBytes: number,
): AsyncGenerator<GitObject[]> {
  const running = startGit(directory, ["cat-file", "--batch", "--buffer"]);
  const written = writeLines(running, ids);
  const parser = createObjectParser(archiveBytes);
  try {
    let chunks: Buffer[] = [];
    let length = 0;
    const flush = (): GitObject[] => {
      const objects = parser.push(Buffer.concat(chunks, length));
      chunks = [];
      length = 0;
      return objects;
    };
    for await (const chunk of running.output as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= runBytes) yield flush();
      if (parser.isBroken()) break;
    }
    yield [...flush(), ...parser.end()];
    if (parser.isBroken()) throw new GitError("an object is longer than its header says");
    await written;
    await running.ended;
  } finally {
    running.stop();
  }
}
