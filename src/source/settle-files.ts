import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { detect } from "../detect/detect.ts";
import { detectExposures, mayExpose } from "../detect/detect-exposures.ts";
import { type ExposureId, exposures } from "../detect/exposure.ts";
import { isRelevantOpening } from "./relevance.ts";

/** A file of a tree, as it is listed before anything is known about it. */
export interface TreeFile {
  /** Path in the tree, `/` between segments. */
  readonly path: string;
  /** The full name to open, as bytes, where it is no UTF-8; else null: it is the path below the tree's root. */
  readonly raw: Uint8Array | null;
}

/** What became of some files. */
export interface Settled {
  /** Files in which there is nothing to find, and their bytes. */
  readonly documents: number;
  readonly bytes: number;
  /** Indexes, in order, of the files that must be looked at properly: something is in them, or they are no plain files. */
  readonly open: readonly number[];
}

const scratchBytes = 1024 * 1024;
/** Bytes that two parts of a larger file share: more than anything that is found, with its neighbourhood, takes. */
const overlapBytes = 64 * 1024;
const scratch = Buffer.allocUnsafeSlow(scratchBytes);
const everyExposure = Object.keys(exposures) as readonly ExposureId[];
const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/**
 * Reads files and counts those that a scan would find nothing in; nothing is kept of any. Never follows a symbolic
 * link, never waits on a fifo or device, and never throws: what cannot be read stays open.
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
 * What to open for a file.
 * @param root folder, with a final separator
 */
export function nameOf(root: string, { path, raw }: TreeFile): string | Buffer {
  return raw === null ? `${root}${path}` : Buffer.from(raw.buffer, raw.byteOffset, raw.length);
}

/** The size of a file that holds nothing; null for every other. */
function settle(name: string | Buffer, path: string): number | null {
  let descriptor: number;
  try {
    descriptor = openSync(name, flags);
  } catch {
    return null;
  }
  try {
    const length = readSync(descriptor, scratch, 0, scratchBytes, null);
    if (length > 0 && length < scratchBytes) {
      const bytes = scratch.subarray(0, length);
      return isRelevantOpening(bytes) || !isEmpty(bytes, path) ? null : length;
    }
    return fstatSync(descriptor).isFile() ? settleLarge(descriptor, length, path) : null;
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

/** A file whose first bytes are in `scratch`, part by part. */
function settleLarge(descriptor: number, first: number, path: string): number | null {
  if (first === 0) return 0;
  if (isRelevantOpening(scratch)) return null;
  let size = first;
  for (let length = first; ; ) {
    const bytes = scratch.subarray(0, length);
    if (detects(bytes) || mayExpose(bytes, path)) return null;
    const kept = Math.min(overlapBytes, length);
    scratch.copyWithin(0, length - kept, length);
    const read = readSync(descriptor, scratch, kept, scratchBytes - kept, null);
    if (read === 0) return size;
    size += read;
    length = kept + read;
  }
}

function isEmpty(bytes: Buffer, path: string): boolean {
  return !detects(bytes) && detectExposures(bytes, path, everyExposure).length === 0;
}

function detects(bytes: Buffer): boolean {
  const { detections, placeholders } = detect(bytes);
  return detections.length > 0 || placeholders > 0;
}
