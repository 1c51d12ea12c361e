import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { NotScannedReason } from "../coverage.ts";
import type { Address } from "../document.ts";
import { notScannedItem } from "../not-scanned.ts";
import type { SourceItem } from "../source.ts";
import { createWindowCutter } from "../windows.ts";
import { holeBytes, isSparse } from "./sparse.ts";

const chunkBytes = 4 * 1024 * 1024;

const zeros = Buffer.alloc(chunkBytes);

/** The result of opening a file of a work tree. */
export type FileRead =
  | { readonly type: "whole"; readonly bytes: Buffer }
  | { readonly type: "large"; readonly items: Generator<SourceItem> }
  | Problem;

/** Most files fit, so their size need not be queried. */
const scratch = Buffer.allocUnsafeSlow(1024 * 1024);

/**
 * Reads one file: whole up to `wholeBytes`, a larger one in windows as the items are asked for.
 * Never follows a symbolic link, never waits on a fifo or device.
 */
export function readFile(path: string | Buffer, address: Address, wholeBytes: number): FileRead {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    return problemOf(error);
  }
  let handedOver = false;
  try {
    const length = readSync(descriptor, scratch, 0, scratch.length, null);
    if (length > 0 && length < scratch.length && length <= wholeBytes) {
      return { type: "whole", bytes: Buffer.from(scratch.subarray(0, length)) };
    }
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { type: "not-scanned", reason: "special-file", detail: "It is not a regular file." };
    const head = Buffer.from(scratch.subarray(0, length));
    if (stat.size > wholeBytes || length > wholeBytes) {
      handedOver = true;
      const holes = isSparse(stat) ? holeBytes : Number.POSITIVE_INFINITY;
      return { type: "large", items: readWindows(descriptor, address, head, holes) };
    }
    return { type: "whole", bytes: readRest(descriptor, head, stat.size) };
  } catch (error) {
    return problemOf(error);
  } finally {
    if (!handedOver) closeSync(descriptor);
  }
}

/** The bytes after `head`, up to the file's size when opened; bytes appended later are left to the next scan. */
function readRest(descriptor: number, head: Buffer, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.max(size, head.length));
  head.copy(bytes);
  let length = head.length;
  while (length < bytes.length) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** @param holes bytes of zeros after which the rest of the file is left out, and reported */
function* readWindows(descriptor: number, address: Address, head: Uint8Array, holes: number): Generator<SourceItem> {
  let left = holes;
  try {
    const cutter = createWindowCutter(address);
    for (const document of cutter.push(head)) yield { type: "document", document };
    const chunk = Buffer.allocUnsafe(chunkBytes);
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      if (holes < Number.POSITIVE_INFINITY && chunk.subarray(0, read).equals(zeros.subarray(0, read))) {
        left -= read;
        if (left <= 0) break;
        // Nothing is in it, and the first one keeps apart what is before and after it.
        if (left < holes - read) continue;
      }
      for (const document of cutter.push(chunk.subarray(0, read))) yield { type: "document", document };
    }
    for (const document of cutter.end()) yield { type: "document", document };
    if (left <= 0) {
      const detail =
        "It is a sparse file with more than 512 MB of holes, after which it was not read: scan a copy of its data.";
      yield notScannedItem("too-large", detail, address);
    }
  } catch (error) {
    yield problemItem(address.path, problemOf(error));
  } finally {
    closeSync(descriptor);
  }
}

/** Why a file could not be opened or read, without its name. */
export interface Problem {
  readonly type: "not-scanned";
  readonly reason: NotScannedReason;
  readonly detail: string;
}

/** The reason for an error in opening or reading a file. */
export function problemOf(error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  switch (code) {
    case "EACCES":
    case "EPERM":
      return { type: "not-scanned", reason: "unreadable", detail: "Reading it is not permitted." };
    case "ENOENT":
      return { type: "not-scanned", reason: "unreadable", detail: "It vanished while the tree was read." };
    case "EISDIR":
    case "ELOOP":
    case "ENXIO":
    case "ENODEV":
    // A fifo with a writer but no data.
    case "EAGAIN":
      return { type: "not-scanned", reason: "special-file", detail: "It is not a regular file." };
    default:
      return { type: "not-scanned", reason: "unreadable", detail: `Reading it failed (${code}).` };
  }
}

/** True when a system call failed because the path does not exist. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

/** A coverage item for a file that could not be opened or read. */
export function problemItem(path: string | null, { reason, detail }: Problem): SourceItem {
  return notScannedItem(reason, detail, { path });
}
