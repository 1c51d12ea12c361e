import { closeSync, constants, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { arena } from "../../detect/arena.ts";
import { createInflater, type Inflater } from "./inflater.ts";
import type { ObjectType } from "./objects.ts";
import type { Repository } from "./repository.ts";

/** The loose objects of a repository: those that git stored in a file each, and has not packed yet. */
export interface LooseObjects {
  has(id: string): boolean;
  /**
   * Reads an object; its bytes are valid until the next call, and must be searched before anything else is.
   * @returns `ask-git` when it is large or damaged, or has disappeared; `unreadable` when it is not in a regular file:
   * git would wait for a writer of a fifo
   */
  read(id: string): LooseObject | "ask-git" | "unreadable";
}

export interface LooseObject {
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

/** Compressed size up to which an object is read here, so that one buffer serves all. */
const compressedBytes = 1024 * 1024;
const inflatedBytes = 4 * 1024 * 1024;
const header = /^(blob|commit|tag|tree) (0|[1-9]\d*)$/;
/** Longest header: a type, a space, a size, a zero byte. */
const headerBytes = 32;

/** From this many objects on it pays to list the loose ones. */
const manyObjects = 256;

/**
 * The loose objects of a repository, without those of its alternates. Git maps each into memory and unmaps it again, which
 * takes several times longer than reading it; a freshly staged tree consists of them. They are decompressed into the
 * memory of the search.
 * @param expected how many objects will be asked for
 */
export function looseObjects({ objects, idBytes }: Repository, expected: number): LooseObjects {
  const pathOf = (id: string) => `${objects}${sep}${id.slice(0, 2)}${sep}${id.slice(2)}`;
  // What cannot be listed is read by git, which says so for each object.
  const askGit = () => {};
  const listed = expected < manyObjects ? null : new Set(looseIds(objects, idBytes, askGit));
  let compressed: Buffer | null = null;
  let inflater: Inflater | null = null;
  return {
    has: (id) => (listed === null ? existsSync(pathOf(id)) : listed.has(id)),
    read(id) {
      compressed ??= Buffer.allocUnsafeSlow(compressedBytes);
      inflater ??= createInflater();
      const path = pathOf(id);
      const length = readWhole(path, compressed);
      const size = length === null ? -1 : inflater.inflate(compressed, 0, length, arena, 0, inflatedBytes);
      const object = size === -1 ? null : parse(arena.subarray(0, size));
      return object ?? (isSpecialFile(path) ? "unreadable" : "ask-git");
    },
  };
}

/** Receives a sentence for what cannot be read. */
export type Complain = (sentence: string) => void;

/** Ids of the loose objects in a folder of objects. */
export function looseIds(folder: string, idBytes: number, complain: Complain): string[] {
  const rest = new RegExp(`^[0-9a-f]{${idBytes * 2 - 2}}$`);
  const ids: string[] = [];
  for (const first of namesIn(folder, complain)) {
    if (!/^[0-9a-f]{2}$/.test(first)) continue;
    for (const name of namesIn(join(folder, first), complain)) if (rest.test(name)) ids.push(first + name);
  }
  return ids;
}

/** The names in a folder; none when it does not exist. */
export function namesIn(folder: string, complain: Complain): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    if (code !== "ENOENT" && code !== "ENOTDIR") complain(`The folder ${folder} cannot be read (${code}).`);
    return [];
  }
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** The number of bytes read; null when the file does not fit, or cannot be read. */
function readWhole(path: string, target: Buffer): number | null {
  let descriptor: number | null = null;
  try {
    // Opening a fifo would wait for a writer.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    // A regular file is read at once; what a failing disk cut off is not decompressed.
    const length = readSync(descriptor, target, 0, target.length, null);
    return length === target.length ? null : length;
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function isSpecialFile(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isFile();
}

function parse(object: Buffer): LooseObject | null {
  const end = object.subarray(0, headerBytes).indexOf(0);
  const [, type, size] = header.exec(object.toString("latin1", 0, Math.max(end, 0))) ?? [];
  const bytes = object.subarray(end + 1);
  return type === undefined || Number(size) !== bytes.length ? null : { type: type as ObjectType, bytes };
}
