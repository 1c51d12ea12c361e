import { containerFormat } from "../archive/container.ts";
import { isProgramOpening } from "../archive/program.ts";
import { type GitObject, type ObjectType, wholeBytes } from "./objects.ts";

/** Bytes of an object that show whether it may be an archive. */
const openingBytes = 80 * 1024;

const found = /^([0-9a-f]+) (blob|commit|tag|tree) (\d+)$/;
const absent = /^(.+) (?:missing|ambiguous)$/;
const lineEnd = 0x0a;

/**
 * Parses output of `git cat-file --batch` in pieces of any size. Git prints all bytes of a damaged object, although its
 * header says that they are fewer, so an object counts only once what follows it is a header or the end.
 */
export interface ObjectParser {
  /** The objects that a piece completes; none once it is broken. */
  push(chunk: Buffer): GitObject[];
  /** The last object, when there is no more output. */
  end(): GitObject[];
  /** True when an object is longer than its header says: the next one of those that were asked for. */
  isBroken(): boolean;
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

/** @param archiveBytes blobs up to this size that may be archives are returned whole, since parts cannot be opened */
export function createObjectParser(archiveBytes = wholeBytes): ObjectParser {
  let rest: Buffer = Buffer.alloc(0);
  let large: Large | null = null;
  let isBroken = false;
  /** The last object, or its last part. */
  let held: GitObject | null = null;

  function release(): GitObject[] {
    const objects = held === null || isBroken ? [] : [held];
    held = null;
    return objects;
  }
  function parse(bytes: Buffer, objects: GitObject[]): number {
    let at = 0;
    while (!isBroken) {
      if (large !== null) {
        const part = bytes.subarray(at, at + large.left);
        const last = part.length === large.left;
        // The line end after the object must have arrived before the next header.
        if (last && at + part.length >= bytes.length) return at;
        if (part.length === 0 && !last) return at;
        const { id, type, whole, first } = large;
        if (whole !== null) part.copy(whole, whole.length - large.left);
        if (last)
          held =
            whole === null
              ? { state: "part", id, type, bytes: part, first, last }
              : { state: "whole", id, type, bytes: whole };
        else if (whole === null) objects.push({ state: "part", id, type, bytes: part, first, last });
        at += part.length + (last ? 1 : 0);
        large.left -= part.length;
        large.first = false;
        if (last) large = null;
        continue;
      }
      const end = bytes.indexOf(lineEnd, at);
      if (end === -1) return at;
      const header = bytes.toString("latin1", at, end);
      const start = end + 1;
      const [, id, type, size] = found.exec(header) ?? [];
      if (id === undefined) {
        const missing = absent.exec(header)?.[1];
        isBroken = missing === undefined;
        if (missing === undefined) return at;
        objects.push(...release(), { state: "missing", id: missing });
        at = start;
        continue;
      }
      objects.push(...release());
      const length = Number(size);
      if (length > wholeBytes) {
        const opening = bytes.subarray(start, start + openingBytes);
        if (opening.length < openingBytes) return at;
        const isArchive = type === "blob" && length <= archiveBytes && mayBeArchive(opening);
        const whole = isArchive ? Buffer.allocUnsafeSlow(length) : null;
        large = { id, type: type as ObjectType, whole, left: length, first: true };
        at = start;
        continue;
      }
      if (start + length >= bytes.length) return at;
      held = { state: "whole", id, type: type as ObjectType, bytes: bytes.subarray(start, start + length) };
      at = start + length + 1;
    }
    return at;
  }
  return {
    push(chunk) {
      const objects: GitObject[] = [];
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const at = parse(bytes, objects);
      // A copy, so that an incomplete object does not keep the whole chunk in memory.
      rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : Buffer.alloc(0);
      return objects;
    },
    end: release,
    isBroken: () => isBroken,
  };
}

/** True also for a program, which an archive may follow. */
function mayBeArchive(opening: Buffer): boolean {
  return containerFormat(opening) !== null || isProgramOpening(opening);
}
