import { once } from "node:events";
import { createInterface } from "node:readline";
import { containerFormat } from "../archive/container.ts";
import { isProgramOpening } from "../archive/program.ts";
import { GitError, type RunningGit, startGit } from "./git.ts";
import { isPartial } from "./repository.ts";

export type ObjectType = "blob" | "commit" | "tag" | "tree";

/** One object as printed by `git cat-file --batch`. */
export type GitObject =
  | { readonly state: "whole"; readonly id: string; readonly type: ObjectType; readonly bytes: Buffer }
  /** A part of an object that is too large to hold; parts come in order, and `last` marks the final one. */
  | {
      readonly state: "part";
      readonly id: string;
      readonly type: ObjectType;
      readonly bytes: Buffer;
      readonly first: boolean;
      readonly last: boolean;
    }
  | { readonly state: "missing"; readonly id: string }
  /** Git cannot read it; if parts of it came before, no more will follow. */
  | { readonly state: "damaged"; readonly id: string };

/** Objects up to this size are returned whole. */
export const wholeBytes = 8 * 1024 * 1024;
/** Bytes of an object that show whether it may be an archive. */
const openingBytes = 80 * 1024;
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

/** Writes lines to git's input as fast as it accepts them, then closes it. */
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

/** An object received in more than one piece. */
interface Large {
  readonly id: string;
  readonly type: ObjectType;
  /** Buffer in which its parts are joined; null when they are passed on individually. */
  readonly whole: Buffer | null;
  left: number;
  first: boolean;
}

/**
 * Parses output of `git cat-file --batch` in pieces of any size; returns the objects that each piece completes.
 * @param archiveBytes as for {@link printedObjects}
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
        // The line end after the object must have arrived before the next header.
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
    // A copy, so that an incomplete object does not keep the whole chunk in memory.
    rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : Buffer.alloc(0);
    return objects;
  };
}

/** True also for a program, which an archive may follow. */
function mayBeArchive(opening: Buffer): boolean {
  return containerFormat(opening) !== null || isProgramOpening(opening);
}
