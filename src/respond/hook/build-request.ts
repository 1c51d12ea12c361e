import type { ChangeSummary } from "../../report/change-report.ts";
import type { KeyReport } from "../../report/key-report.ts";
import { permalink } from "../../report/place.ts";
import type { HookRequest } from "./request.ts";

/** A key in a generated file can stand in thousands of places, and a receiver bounds what it reads. */
const mostPlaces = 100;

/** What the hook is told about one key of a change. @param credential the raw key */
export function buildHookRequest(key: KeyReport, change: ChangeSummary, credential: string): HookRequest {
  const { kind, masked, fingerprint, severity } = key;
  const places = key.places.slice(0, mostPlaces).map((place) => ({
    repository: place.address.repository ?? `${change.owner}/${change.repo}`,
    path: place.address.path,
    line: place.line,
    commit: place.address.commit,
    author: place.address.author,
    date: place.address.date,
    url: permalink(place, change),
  }));
  return {
    type: "openai.key.leaked",
    timestamp: new Date().toISOString(),
    data: {
      credential,
      kind,
      masked,
      fingerprint,
      severity,
      owner: change.owner,
      places,
      placesTotal: key.places.length,
    },
  };
}
