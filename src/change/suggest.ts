import type { GitHubClient } from "../github/client/client.ts";
import { reviewIdentity } from "../github/publish/written-before.ts";
import { readHeadFile } from "../github/read/head-file.ts";
import type { Policy } from "../policy/policy.ts";
import type { ChangeReport } from "../report/change-report.ts";
import type { KeyReport, Place } from "../report/key-report.ts";
import { isReplaceable } from "../report/suggestion/suggest.ts";
import { judgePlace, maximumFileBytes } from "./judge-place.ts";

/** A change whose report is to be published. */
interface SuggestableChange {
  readonly report: ChangeReport;
  readonly policy: Policy;
}

/** A change with its suggestions. */
interface SuggestedChange<T> {
  readonly change: T;
  /** What kept lines from getting a suggestion although they might have one, each once. */
  readonly problems: readonly string[];
}

/** More lines than this get no review comment; it also bounds the requests. */
const mostSuggestions = 30;

/**
 * The stage before publishing: decides the suggestion for each line of a pull request's head by its whole file, which
 * costs one request for each file with a key on one of its lines. A file that GitHub does not serve, or that is not UTF-8, gets none.
 * @param written review comments that exist, as `reviewIdentity` names them: they are not written again
 */
export async function withSuggestions<T extends SuggestableChange>(
  client: GitHubClient,
  change: T,
  written: readonly string[] = [],
): Promise<SuggestedChange<T>> {
  const { report, policy } = change;
  if (report.change.number === null || !policy.suggestions) return { change, problems: [] };
  const problems = new Set<string>();
  const present = new Set(written);
  const files = new Map<string, Promise<Uint8Array | null>>();
  let left = mostSuggestions;
  const judged = async (key: KeyReport, place: Place): Promise<Place> => {
    const { path } = place.address;
    const { fingerprint } = key;
    const isWanted = key.ignored === null && path !== null && !present.has(reviewIdentity({ path, fingerprint }));
    if (!isWanted || left === 0 || !isReplaceable(place)) return { ...place, suggestion: null };
    left -= 1;
    const { owner, repo, headSha: commit } = report.change;
    const reading = files.get(path) ?? readHeadFile(client, { owner, repo, commit, path }, maximumFileBytes);
    files.set(path, reading);
    return { ...place, suggestion: await judgePlace(place, key, await reading, problems) };
  };
  const keys: KeyReport[] = [];
  for (const key of report.keys) {
    const headPlaces: Place[] = [];
    for (const place of key.headPlaces) headPlaces.push(await judged(key, place));
    keys.push({ ...key, headPlaces });
  }
  return { change: { ...change, report: { ...report, keys } }, problems: [...problems] };
}
