import { closeSync, constants, existsSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import type { ObjectType } from "./objects.ts";
import type { Repository } from "./repository.ts";

/** The loose objects of a repository: those that git stored in a file each, and has not packed yet. */
export interface LooseObjects {
  has(id: string): boolean;
  /** Null when the object is large or damaged, or is not there any more: then git is to be asked for it. */
  read(id: string): { readonly id: string; readonly type: ObjectType; readonly bytes: Buffer } | null;
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
 * takes several times longer than reading it; a freshly staged tree consists of them.
 * @param expected how many objects will be asked for
 */
export function looseObjects({ objects, idBytes }: Repository, expected: number): LooseObjects {
  const pathOf = (id: string) => join(objects, id.slice(0, 2), id.slice(2));
  // What cannot be listed is read by git, which says so for each object.
  const askGit = () => {};
  const listed = expected < manyObjects ? null : new Set(looseIds(objects, idBytes, askGit));
  let compressed: Buffer | null = null;
  return {
    has: (id) => (listed === null ? existsSync(pathOf(id)) : listed.has(id)),
    read(id) {
      compressed ??= Buffer.allocUnsafeSlow(compressedBytes);
      const length = readWhole(pathOf(id), compressed);
      return length === null ? null : parse(id, compressed.subarray(0, length));
    },
  };
}

/** Receives a sentence for what cannot be read. */
export type Complain = (sentence: string) => void;

/** Ids of the loose objects in a folder of objects. */
export function looseIds(folder: string, idBytes: number, complain: Complain): string[] {
  const rest = new RegExp(`^[0-9a-f]{${idBytes * 2 - 2}}$`);
  return namesIn(folder, complain)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .flatMap((first) =>
      namesIn(join(folder, first), complain)
        .filter((name) => rest.test(name))
        .map((name) => `${first}${name}`),
    );
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
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, target, length, target.length - length, null);
      length += read;
      if (read === 0) return length;
      if (length === target.length) return null;
    }
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function parse(id: string, compressed: Buffer): ReturnType<LooseObjects["read"]> {
  let object: Buffer;
  try {
    object = inflateSync(compressed, { maxOutputLength: inflatedBytes });
  } catch {
    return null;
  }
  const end = object.subarray(0, headerBytes).indexOf(0);
  const [, type, size] = header.exec(object.toString("latin1", 0, Math.max(end, 0))) ?? [];
  const bytes = object.subarray(end + 1);
  return type === undefined || Number(size) !== bytes.length ? null : { id, type: type as ObjectType, bytes };
}
