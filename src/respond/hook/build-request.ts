import type { ChangeSummary } from "../../report/change-report.ts";
import type { KeyReport } from "../../report/key-report.ts";
import { permalink } from "../../report/place.ts";
import type { HookRequest, HookSummary } from "./request.ts";

/**
 * The most places in one request: a key in a generated file can occur in thousands of places, and receivers limit the
 * size of a request.
 */
const mostPlaces = 100;

/** The request that notifies the hook of one key of a change. @param credential the raw key */
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

/** The request that reports to the hook how many keys of a change it is not called about. */
export function buildHookSummary(
  change: ChangeSummary,
  counts: Pick<HookSummary["data"], "keys" | "unasked" | "limit">,
): HookSummary {
  const { owner, repo, ref, number, headSha } = change;
  const of = { owner, repository: `${owner}/${repo}`, ref, pullRequest: number, commit: headSha };
  return { type: "openai.keys.unasked", timestamp: new Date().toISOString(), data: { ...of, ...counts } };
}
