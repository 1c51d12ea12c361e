import { anchorReach, maxReach } from "../../detect/reach.ts";
import { holdsKey, mayHoldKey } from "../relevance.ts";
import type { Span } from "./span.ts";

/**
 * What is known about a text: it contains no anchor; it contains anchors but no finding; or something was found or must
 * be examined elsewhere.
 */
export type Suspicion = "clean" | "harmless" | "found";

/** Ranges of a text whose content or surroundings differ from those in its base. */
export interface ChangedRanges {
  clear(): void;
  /** Adds the next range; an empty one marks where two runs meet that were not adjacent before. */
  add(start: number, end: number): void;
  /** Calls `visit` with ranges that cover all of these plus `margin` bytes on each side, until it returns true. */
  some(length: number, margin: number, visit: (from: number, to: number) => boolean): boolean;
}

/** A list of changes, reused for one text after another. */
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

/**
 * The suspicion about a text whose base yielded nothing. Only the bytes within reach of an anchor decide whether it is
 * a credential, so only changes within that reach can have created one.
 */
export function suspicionOfChanged(
  { memory, start, end }: Span,
  changes: Pick<ChangedRanges, "some">,
  before: Exclude<Suspicion, "found">,
): Suspicion {
  let suspicion: Suspicion = before;
  // If there was no anchor before, a new one must be near a change.
  const margin = before === "clean" ? anchorReach : maxReach;
  const isFound = changes.some(end - start, margin, (from, to) => {
    if (!mayHoldKey(memory, start + from, start + to)) return false;
    suspicion = "harmless";
    const reach = 2 * maxReach;
    return holdsKey(memory.subarray(Math.max(start, start + from - reach), Math.min(end, start + to + reach)));
  });
  return isFound ? "found" : suspicion;
}
