import { createHash } from "node:crypto";
import type { ChangeReport } from "../report/change-report.ts";
import type { Place } from "../report/key-report.ts";

/**
 * Digest of what was found in a change and what was not scanned of it. Pushes of one commit for which it is equal have
 * the same check run at any time: whatever is answered about a key is answered for all of them.
 */
export function shownContent({ keys, exposures, coverage, problems }: ChangeReport): string {
  const found = keys.map(({ fingerprint, ignored, places, headPlaces }) => ({
    ...{ fingerprint, ignored },
    ...{ places: places.map(positionOf), headPlaces: headPlaces.map(positionOf) },
  }));
  const content = { found, exposures, notScanned: coverage.notScanned, problems };
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

function positionOf({ address: { type, commit, path }, line, column }: Place): string {
  return `${type} ${commit}:${path}:${line}:${column}`;
}
