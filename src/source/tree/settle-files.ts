import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { type LastAnchors, lastAnchors, metSample } from "../../detect/anchors/search.ts";
import { longestAnchor } from "../../detect/anchors/table.ts";
import { arena as searchedMemory } from "../../detect/arena.ts";
import { mayExpose } from "../../detect/exposures/detect-exposures.ts";
import { mayHide } from "../../detect/hidden/hidden-texts.ts";
import { endFormat } from "../archive/container.ts";
import { isProgramOpening, isScriptOpening, payloadStarts } from "../archive/program.ts";
import { endsAsZip } from "../archive/zip-end.ts";
import { holdsKey, isClean, isRelevantOpening } from "../relevance.ts";
import { isSparse } from "./sparse.ts";

/** A file of a tree as listed, before it is read. */
export interface TreeFile {
  /** Path in the tree, `/` between segments. */
  readonly path: string;
  /** The full name to open as bytes when it is not UTF-8; otherwise null, and the path below the root is used. */
  readonly raw: Uint8Array | null;
}

/** The result for some files. */
export interface Settled {
  /** Files that contain nothing, and their bytes. */
  readonly documents: number;
  readonly bytes: number;
  /** Ascending indexes of the files to examine closely: they may contain something, or are not regular files. */
  readonly open: readonly number[];
}

/** A file is searched in blocks of this size. */
const arena = searchedMemory.subarray(0, 1024 * 1024);
/** Bytes read at once: they are searched while they are still in the processor's cache. */
const partBytes = 256 * 1024;
/** Bytes shared by two blocks of a larger file: more than any finding with its context takes. */
const overlapBytes = 64 * 1024;
const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/**
 * Reads files and counts those in which a scan would find nothing, without retaining their content. Never follows a
 * symbolic link, never waits on a fifo or device, and never throws: unreadable files remain open.
 * @param root folder, with a final separator
 */
export function settleFiles(root: string, files: readonly TreeFile[]): Settled {
  const open: number[] = [];
  let documents = 0;
  let bytes = 0;
  for (let index = 0; index < files.length; index++) {
    const file = files[index];
    if (file === undefined) continue;
    const size = settle(nameOf(root, file), file.path);
    if (size === null) open.push(index);
    else {
      documents += 1;
      bytes += size;
    }
  }
  return { documents, bytes, open };
}

/**
 * The path to open for a file.
 * @param root folder, with a final separator
 */
export function nameOf(root: string, { path, raw }: TreeFile): string | Buffer {
  return raw === null ? `${root}${path}` : Buffer.from(raw.buffer, raw.byteOffset, raw.length);
}

/** The size of a file that contains nothing; null for any other. */
function settle(name: string | Buffer, path: string): number | null {
  let descriptor: number;
  try {
    descriptor = openSync(name, flags);
  } catch {
    return null;
  }
  try {
    const length = readSync(descriptor, arena, 0, partBytes, null);
    if (length === 0 || length === partBytes) {
      const stat = fstatSync(descriptor);
      return stat.isFile() && !isSparse(stat) ? settleLarge(descriptor, length, path) : null;
    }
    const bytes = arena.subarray(0, length);
    return isClean(bytes, path) ? length : null;
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

/** A file whose first bytes are in the arena, block by block: possible matches are examined with their context. */
function settleLarge(descriptor: number, first: number, path: string): number | null {
  if (first === 0) return 0;
  if (isRelevantOpening(arena.subarray(0, first))) return null;
  const isProgram = isProgramOpening(arena.subarray(0, first));
  // Data after a long script may begin anywhere.
  if (isProgram && isScriptOpening(arena)) return null;
  const payloads = isProgram ? payloadStarts(arena.subarray(0, first)) : [];
  const last: LastAnchors = { credential: -1, exposure: -1 };
  let size = first;
  for (let length = first, searched = 0, read = first; ; ) {
    while (read > 0) {
      const from = Math.max(0, searched - longestAnchor);
      const { credential, exposure } = lastAnchors(arena, from, length);
      if (credential >= 0) last.credential = credential;
      else if (metSample() && mayHide(arena, from, length)) last.credential = from;
      if (exposure >= 0) last.exposure = exposure;
      searched = length;
      if (length === arena.length) break;
      read = readSync(descriptor, arena, length, Math.min(partBytes, arena.length - length), null);
      length += read;
      size += read;
    }
    const block = arena.subarray(0, length);
    if ((last.credential >= 0 && holdsKey(block)) || (last.exposure >= 0 && mayExpose(block, path))) return null;
    if (read === 0) {
      // The block has at least the bytes that two blocks share, which are searched for the end of a zip file.
      const isArchive = endFormat(block) !== null || (isProgram && endsAsZip(block));
      return isArchive || payloads.some((start) => start < size) ? null : size;
    }
    const dropped = length - overlapBytes;
    arena.copyWithin(0, dropped, length);
    length = overlapBytes;
    searched = overlapBytes;
    last.credential -= dropped;
    last.exposure -= dropped;
  }
}
