import { containerFormat } from "../archive/container.ts";
import { isProgramOpening } from "../archive/program.ts";
import { type GitObject, type ObjectType, wholeBytes } from "./objects.ts";

/** Bytes of an object that show whether it may be an archive. */
const openingBytes = 80 * 1024;
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
 * @param archiveBytes blobs up to this size that may be archives are returned whole, since parts cannot be opened
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
