import { survey } from "./detect.ts";
import type { Detected, Detection } from "./detection.ts";
import { maxReach } from "./reach.ts";

/** Detection in bytes that arrive in parts, with memory bounded by {@link windowBytes} and the largest part. */
export interface ChunkedDetector {
  /** Takes the next bytes; they may be reused by the caller afterwards. Answers what is settled, with absolute offsets. */
  push(chunk: Uint8Array): readonly Detection[];
  /** Answers what remains, and the number of placeholders in all bytes. */
  end(): Detected;
}

/** Bytes that are gathered before they are searched. */
export const windowBytes = 1 << 20;

/** A detection is settled when everything that can be part of it, or decide its boundary, was seen. */
const overlap = 2 * maxReach;

/** Whatever the sizes of the parts, `push` and `end` answer together what `detect` finds in all bytes at once. */
export function createChunkedDetector(): ChunkedDetector {
  const gathered = Buffer.allocUnsafe(windowBytes + 2 * overlap);
  let length = 0;
  /** Absolute offset of the first gathered byte. */
  let base = 0;
  /** Absolute offset before which everything was answered. */
  let settled = 0;
  let placeholders = 0;

  const search = (until: number): Detection[] => {
    const found = survey(gathered.subarray(0, length));
    const isNew = (start: number) => start + base >= settled && start + base < until;
    placeholders += found.placeholders.filter(isNew).length;
    const detections = found.detections.filter(({ start }) => isNew(start));
    const moved = detections.map((detection) => ({
      ...detection,
      start: detection.start + base,
      end: detection.end + base,
    }));
    settled = until;
    return moved;
  };

  return {
    push(chunk) {
      const detections: Detection[] = [];
      for (let at = 0; at < chunk.length; ) {
        const room = Math.min(gathered.length - length, chunk.length - at);
        gathered.set(chunk.subarray(at, at + room), length);
        length += room;
        at += room;
        if (length < gathered.length) continue;
        detections.push(...search(base + length - overlap));
        const dropped = length - 2 * overlap;
        gathered.copyWithin(0, dropped, length);
        base += dropped;
        length -= dropped;
      }
      return detections;
    },
    end() {
      const detections = search(Number.POSITIVE_INFINITY);
      return { detections, placeholders };
    },
  };
}
