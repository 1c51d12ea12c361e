import { setImmediate, setTimeout } from "node:timers/promises";
import { Failure } from "../failure.ts";
import { notScannedItem } from "./not-scanned.ts";
import type { Source, SourceItem } from "./source.ts";

/** How far a scan is. */
export interface Progress {
  readonly documents: number;
  readonly bytes: number;
  readonly commits: number;
  /** Total number of documents; null while unknown. */
  readonly expected: number | null;
}

/** Long enough to cost nothing, short enough for Ctrl-C and a cancelled workflow run feel immediate. */
const turn = 50;

/**
 * The same source, which reports its progress and ends early, with a coverage line, once the signal is aborted.
 * A source that fails after its first item also ends with a coverage line, so that findings up to then are reported; one
 * that fails immediately throws its `Failure`, since its argument is probably wrong.
 * Yields to the event loop now and then, so that signals and timers are handled.
 */
export async function* watched(
  source: Source,
  tell: (progress: Progress) => void,
  interrupted: AbortSignal,
): AsyncGenerator<SourceItem> {
  let progress: Progress = { documents: 0, bytes: 0, commits: 0, expected: null };
  let last = performance.now();
  let hasBegun = false;
  try {
    for await (const item of source) {
      hasBegun = true;
      progress = advance(progress, item);
      yield item;
      if (performance.now() - last < turn) continue;
      tell(progress);
      await setImmediate();
      last = performance.now();
      if (interrupted.aborted) break;
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The signal that stopped the source may still arrive; its handler runs before an immediate, but not before a timer.
    await setTimeout(20);
    await setImmediate();
    if (!interrupted.aborted) {
      if (!hasBegun || error.code !== "incomplete") throw error;
      yield notScannedItem("unreadable", error.message);
    }
  }
  if (interrupted.aborted)
    yield notScannedItem("interrupted", "The scan was interrupted; nothing after this point was read.");
}

function advance(progress: Progress, item: SourceItem): Progress {
  switch (item.type) {
    case "document":
      return { ...progress, documents: progress.documents + 1, bytes: progress.bytes + item.document.bytes.length };
    case "clean":
      return { ...progress, documents: progress.documents + item.documents, bytes: progress.bytes + item.bytes };
    case "commits":
      return { ...progress, commits: progress.commits + item.count };
    case "expected":
      return { ...progress, expected: (progress.expected ?? 0) + item.documents };
    default:
      return progress;
  }
}
