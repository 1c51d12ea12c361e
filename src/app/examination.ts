import { type ExaminedChange, examineChange, mayHaveComment } from "../change/examine.ts";
import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import type { Voice } from "../github/publish/voice.ts";
import { fetchPull } from "../github/pull.ts";
import { createPolicyCache, type PolicyCache } from "../github/read/policy-cache.ts";
import type { Database } from "../incident/database.ts";
import { responsesOf } from "../incident/known-keys.ts";
import { hasComment } from "../incident/pull-requests.ts";
import { keysShownIn } from "../incident/shown-keys.ts";
import { withKnown } from "../report/with-known.ts";
import type { Search } from "../source/search-document.ts";
import type { ChangePayload } from "./payload.ts";
import { changeSubject } from "./record-change.ts";
import { createRecorder, type Recorder, type RecorderOptions } from "./recorder.ts";

/** Attempts after which what GitHub does not serve of a change or its configuration is listed in the report's coverage. */
export const patienceForGaps = 5;

export interface ExaminationOptions extends RecorderOptions {
  readonly database: Database;
  readonly webUrl: string;
  /** Searches a document; not in this thread when that takes long. */
  readonly search: Search;
  /** The account that the App writes as on GitHub. */
  readonly voice: Voice;
}

/** A change that was examined and recorded. */
export interface Examination {
  readonly change: Change;
  /** As it was read, with the raw value of every key. */
  readonly examined: ExaminedChange;
  /** As it was recorded, with the state of each key. */
  readonly recorded: ExaminedChange;
}

export interface Examiner {
  readonly policies: PolicyCache;
  readonly record: Recorder;
  /**
   * Reads, judges and records a change; null when its pull request is gone. Throws Octokit's errors.
   * @param attempt 0 for the first: an earlier one may have ended after its report was published
   */
  examine(client: GitHubClient, payload: ChangePayload, attempt: number): Promise<Examination | null>;
}

/** Examines changes: for events, and for people who ask for something that needs the keys themselves. */
export function createExaminer(options: ExaminationOptions): Examiner {
  const { database, webUrl, voice } = options;
  const policies = createPolicyCache();
  const record = createRecorder(options);
  return {
    policies,
    record,
    async examine(client, payload, attempt) {
      const change = payload.again ? await newest(client, payload.change) : payload.change;
      if (change === null) return null;
      const { owner, repo } = change;
      if (change.type === "push" && change.ref === `refs/heads/${change.defaultBranch}`) policies.forget(owner, repo);
      const commented =
        change.type === "push" ? "no" : attempt > 0 || (await hasComment(database.tables, change)) ? "yes" : "no";
      const scanned = await examineChange(client, change, {
        webUrl,
        responsesOf: (fingerprints) => responsesOf(database.tables, owner, fingerprints),
        comments: { when: mayHaveComment(change, commented) ? "always" : "when-found", voice },
        loadPolicy: attempt < patienceForGaps ? policies.load : policies.loadServed,
        search: options.search,
      });
      const examined = await withShown(scanned, change);
      const subject = changeSubject({ ...payload, change }, client, options);
      return { change, examined, recorded: await record(examined, subject) };
    },
  };

  /** With the keys that a pull request has shown before: no comment may say so yet, or ever. */
  async function withShown(examined: ExaminedChange, change: Change): Promise<ExaminedChange> {
    if (change.type === "push") return examined;
    const present = new Set(examined.report.keys.map(({ fingerprint }) => fingerprint));
    const shown = await keysShownIn(database.tables, change);
    const missing = shown.filter(({ fingerprint }) => !present.has(fingerprint));
    return { ...examined, report: withKnown(examined.report, missing, examined.policy) };
  }
}

/** The newest state of a change; null when its pull request is gone. */
async function newest(client: GitHubClient, change: Change): Promise<Change | null> {
  if (change.type === "push") return change;
  const current = await fetchPull(client, change);
  return current.type === "none" ? null : current;
}
