import { once } from "node:events";
import { createInterface } from "node:readline";
import { containerFormat } from "../archive/container.ts";
import { isProgramOpening } from "../archive/program.ts";
import { GitError, type RunningGit, startGit } from "./git.ts";
import { isPartial } from "./repository.ts";

export type ObjectType = "blob" | "commit" | "tag" | "tree";

/** One object as `git cat-file --batch` gives it. */
export type GitObject =
  | { readonly state: "whole"; readonly id: string; readonly type: ObjectType; readonly bytes: Buffer }
  /** A part of an object that is too large to hold, in order; `last` closes it. */
  | {
      readonly state: "part";
      readonly id: string;
      readonly type: ObjectType;
      readonly bytes: Buffer;
      readonly first: boolean;
      readonly last: boolean;
    }
  | { readonly state: "missing"; readonly id: string }
  /** Git cannot read it; when parts of it came before, no more will follow. */
  | { readonly state: "damaged"; readonly id: string };

/** Objects up to this size come whole. */
export const wholeBytes = 8 * 1024 * 1024;
/** Bytes of an object that tell whether it may be an archive. */
const openingBytes = 80 * 1024;
/** Output is parsed in runs of this size, so that few objects are copied twice. */
const runBytes = 1024 * 1024;
/** Git ends at each damaged object and is started again behind it, so often at most. */
const mostDamaged = 500;

/**
 * Reads objects by id, in the order of the ids, in bounded memory. Yields runs of objects; their bytes are valid as
 * long as they are referenced. Objects that are missing or damaged are named, and do not hide what comes after them.
 * Throws a `Failure` when too many are damaged.
 * @param archiveBytes blobs up to this size come whole where they may be archives, which cannot be opened in parts
 */
export async function* readObjects(
  directory: string,
  ids: readonly string[],
  archiveBytes = wholeBytes,
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
      // Of what a partial clone left out git does not say that it is missing: it ends, for it may not fetch it.
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
    for await (const chunk of running.output as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length < runBytes) continue;
      yield parser(Buffer.concat(chunks, length));
      chunks = [];
      length = 0;
    }
    if (length > 0) yield parser(Buffer.concat(chunks, length));
    await written;
    await running.ended;
  } finally {
    running.stop();
  }
}

/** Writes lines to git's input as fast as it takes them, and closes it. */
export async function writeLines({ input }: RunningGit, lines: Iterable<string>): Promise<void> {
  let text = "";
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < 65_536) continue;
    if (!input.write(text)) await drained(input);
    text = "";
    if (input.destroyed) return;
  }
  input.end(text);
}

async function drained(input: RunningGit["input"]): Promise<void> {
  if (input.destroyed) return;
  const closed = new AbortController();
  await Promise.race([
    once(input, "drain", { signal: closed.signal }),
    once(input, "close", { signal: closed.signal }),
  ]).catch(() => {});
  closed.abort();
}

/** An object that does not come in one piece. */
interface Large {
  readonly id: string;
  readonly type: ObjectType;
  /** Where its parts are put together; null when they are handed on. */
  readonly whole: Buffer | null;
  left: number;
  first: boolean;
}

/**
 * Takes output of `git cat-file --batch` in pieces of any size; returns the objects that each completes.
 * @param archiveBytes as {@link readObjects} takes it
 */
export function createObjectParser(archiveBytes = wholeBytes): (chunk: Buffer) => GitObject[] {
  let rest: Buffer = Buffer.alloc(0);
  let large: Large | null = null;

  return (chunk) => {
    const objects: GitObject[] = [];
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    for (;;) {
      if (large !== null) {
        const part = bytes.subarray(at, at + large.left);
        const last = part.length === large.left;
        // The line end after the object must be there as well before the next header.
        if (last && at + part.length >= bytes.length) break;
        if (part.length === 0 && !last) break;
        const { id, type, whole, first } = large;
        if (whole !== null) part.copy(whole, whole.length - large.left);
        if (whole === null) objects.push({ state: "part", id, type, bytes: part, first, last });
        else if (last) objects.push({ state: "whole", id, type, bytes: whole });
        at += part.length + (last ? 1 : 0);
        large.left -= part.length;
        large.first = false;
        if (last) large = null;
        continue;
      }
      const end = bytes.indexOf(0x0a, at);
      if (end === -1) break;
      const [id = "", type = "", size = ""] = bytes.toString("latin1", at, end).split(" ");
      if (type === "missing" || type === "ambiguous") {
        objects.push({ state: "missing", id });
        at = end + 1;
        continue;
      }
      const length = Number(size);
      const start = end + 1;
      if (length > wholeBytes) {
        const opening = bytes.subarray(start, start + openingBytes);
        if (opening.length < openingBytes) break;
        const isArchive = type === "blob" && length <= archiveBytes && mayBeArchive(opening);
        const whole = isArchive ? Buffer.allocUnsafeSlow(length) : null;
        large = { id, type: type as ObjectType, whole, left: length, first: true };
        at = start;
        continue;
      }
      if (start + length >= bytes.length) break;
      objects.push({ state: "whole", id, type: type as ObjectType, bytes: bytes.subarray(start, start + length) });
      at = start + length + 1;
    }
    // A copy, so that what waits for its other half does not hold the whole run.
    rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : Buffer.alloc(0);
    return objects;
  };
}

/** True also for a program, behind which an archive may stand. */
function mayBeArchive(opening: Buffer): boolean {
  return containerFormat(opening) !== null || isProgramOpening(opening);
}
