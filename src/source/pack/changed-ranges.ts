import { anchorReach, maxReach } from "../../detect/reach.ts";
import { holdsKey, mayHoldKey } from "../relevance.ts";

/**
 * What is known of a text: no anchor stands in it; anchors stand in it, and still nothing is found; something is found,
 * or must be looked at elsewhere.
 */
export type Suspicion = "clean" | "harmless" | "found";

/** Ranges of a text that the one it was made from did not hold in the same surroundings. */
export interface ChangedRanges {
  clear(): void;
  /** Takes the next range; where it is empty, two runs meet that did not before. */
  add(start: number, end: number): void;
  /** Calls `visit` with ranges that hold all of these with `margin` bytes on each side, until it answers true. */
  some(length: number, margin: number, visit: (from: number, to: number) => boolean): boolean;
}

/** A list of changes, to be used again for one text after the other. */
export function createChangedRanges(): ChangedRanges {
  const ranges: number[] = [];
  let count = 0;
  return {
    clear() {
      count = 0;
    },
    add(start, end) {
      ranges[count++] = start;
      ranges[count++] = end;
    },
    some(length, margin, visit) {
      for (let at = 0; at < count; ) {
        const from = Math.max(0, (ranges[at] as number) - margin);
        let to = (ranges[at + 1] as number) + margin;
        for (at += 2; at < count && (ranges[at] as number) - margin <= to; at += 2)
          to = (ranges[at + 1] as number) + margin;
        if (visit(from, Math.min(length, to))) return true;
      }
      return false;
    },
  };
}

/** The suspicion about a text. */
export function suspicionOf(bytes: Uint8Array): Suspicion {
  if (!mayHoldKey(bytes)) return "clean";
  return holdsKey(bytes) ? "found" : "harmless";
}

/**
 * The suspicion about a text made from one in which nothing was found. Whether a credential stands somewhere is decided by
 * the bytes within reach of an anchor, so that only what changed within reach of one can have brought one about.
 */
export function suspicionOfChanged(
  bytes: Uint8Array,
  changes: Pick<ChangedRanges, "some">,
  before: Exclude<Suspicion, "found">,
): Suspicion {
  let suspicion: Suspicion = before;
  // Where there was no anchor, a new one stands near what changed.
  const margin = before === "clean" ? anchorReach : maxReach;
  const isFound = changes.some(bytes.length, margin, (from, to) => {
    if (!mayHoldKey(bytes, from, to)) return false;
    suspicion = "harmless";
    return holdsKey(bytes.subarray(Math.max(0, from - 2 * maxReach), to + 2 * maxReach));
  });
  return isFound ? "found" : suspicion;
}
