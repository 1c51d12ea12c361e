import type { ExaminedChange } from "../../change/examine.ts";
import type { GitHubClient } from "../../github/client/client.ts";
import { loadOwnersSettings } from "../../github/read/load-policy.ts";
import type { PolicyCache } from "../../github/read/policy-cache.ts";
import { historyOf, noteScanned } from "../../incident/histories.ts";
import type { Job } from "../../incident/job.ts";
import type { Policy } from "../../policy/policy.ts";
import { type ChangeSummary, withKeys } from "../../report/change-report.ts";
import { groupKeys } from "../../report/group-keys.ts";
import type { KeyReport } from "../../report/key-report.ts";
import { emptyCoverage } from "../../source/coverage.ts";
import type { Finding } from "../../source/finding.ts";
import { patienceForAbsence } from "../attempt.ts";
import { engine } from "../history/engine.ts";
import {
  isMissing,
  type ScannedRepository,
  type ScanRepositoryOptions,
  scanRepository,
} from "../history/scan-repository.ts";
import type { Recorder } from "../recorder.ts";
import { type TellOptions, tellOnce } from "../texts/tell-once.ts";
import { type WikiEdit, type WikiPayload, wikiKey, wikiTurn } from "./wiki-edit.ts";

export interface WikiOptions extends TellOptions, Pick<ScanRepositoryOptions, "webUrl" | "proxy" | "mostBytes"> {
  readonly policies: PolicyCache;
  readonly record: Recorder;
  /** A token that reads one repository, given by its id. */
  tokenOf(installation: number, repository: number): Promise<string>;
}

/**
 * Scans what is new in a wiki. Its keys are recorded, verified and revoked like those of a push, and whoever wrote them
 * is told once.
 */
export function createWikiExaminer(
  options: WikiOptions,
): (client: GitHubClient, payload: WikiPayload, job: Job) => Promise<void> {
  const { database, log } = options;

  return async (client, { wiki }, job) => {
    const { owner, repo, defaultBranch: ref } = wiki.history;
    const name = `the wiki of ${owner}/${repo}`;
    const policy = await options.policies.load(client, { owner, repo, ref });
    const stored = await historyOf(database.tables, wiki.history);
    const isKnown = stored?.refs != null && stored.engine === engine;
    const scanned = await scan(wiki, policy, job, isKnown ? { refs: stored.refs, engine } : {});
    if (scanned === null) return log.warn(`GitHub has no pages of ${name} any more.`);
    const { findings, outcome } = scanned;
    if (outcome.reason !== null) log.warn(`In ${name}, something was not scanned. ${outcome.reason}`);
    // What was there before this edit is for the scan of the whole history: it may be in use.
    const written = new Set(wiki.pages.map(({ commit }) => commit));
    const fresh = isKnown ? findings : findings.filter(({ address }) => written.has(address.commit ?? ""));
    if (fresh.length > 0) await respond(client, wiki, fresh, policy);
    if (isKnown && outcome.scanned !== undefined) await noteScanned(database.tables, wiki.history, outcome.scanned);
  };

  /** Null when there is no wiki. */
  async function scan(
    { history }: WikiEdit,
    policy: Policy,
    { attempt, signal }: Job,
    known: Pick<Parameters<typeof scanRepository>[0], "engine" | "refs">,
  ): Promise<ScannedRepository | null> {
    const token = await options.tokenOf(history.installation, history.repository);
    try {
      return await scanRepository({ ...history, ...known }, { ...options, policy, token, signal });
    } catch (error) {
      if (isMissing(error) && attempt >= patienceForAbsence) return null;
      throw error;
    }
  }

  async function respond(
    client: GitHubClient,
    wiki: WikiEdit,
    findings: readonly Finding[],
    policy: Policy,
  ): Promise<void> {
    const { owner, repo } = wiki.history;
    const recorded = await options.record(examinedOf(wiki, findings, policy), {
      ...{ key: wikiKey(wiki), author: wiki.author, turn: wikiTurn(wiki), occasion: "new", waiting: null },
      revocationRules: async () => (await loadOwnersSettings(client, owner)).revoke,
      isDone: async () => true,
      store: async () => {},
    });
    const keys = recorded.report.keys.filter(({ ignored }) => ignored === null);
    log.info(`The wiki of ${owner}/${repo}: ${recorded.report.keys.map(({ masked }) => masked).join(", ")}.`);
    if (policy.observed) return;
    for (const [url, ofPage] of Map.groupBy(keys, (key) => pageOf(wiki, key))) {
      const leak = {
        ...{ owner, repo, name: `the wiki of ${owner}/${repo}`, key: wikiKey(wiki), author: wiki.author, url },
        conversation: { type: "wiki" } as const,
        fingerprints: ofPage.map(({ fingerprint }) => fingerprint),
      };
      await tellOnce(options, client, leak, "page");
    }
  }

  function examinedOf({ history }: WikiEdit, found: readonly Finding[], policy: Policy): ExaminedChange {
    const { owner, repo, visibility } = history;
    const findings = found.map((finding) => ({
      ...finding,
      address: { ...finding.address, repository: `${owner}/${repo}.wiki` },
    }));
    const keys = groupKeys(findings, { head: findings, policy, responses: new Map(), previous: [] });
    const of = { webUrl: options.webUrl, owner, repo, visibility };
    const change: ChangeSummary = { type: "text", ...of, number: null, ref: "", headSha: "" };
    const report = withKeys({ change, exposures: [], coverage: emptyCoverage, problems: [] }, keys, policy);
    return { report, findings, policy, comments: [] };
  }

  /** Web address of the page that shows a key, or of the wiki. */
  function pageOf({ history: { owner, repo }, pages }: WikiEdit, { places }: KeyReport): string {
    const commits = new Set(places.map(({ address }) => address.commit));
    const page = pages.find(({ commit }) => commits.has(commit));
    return page?.url ?? `${options.webUrl}/${owner}/${repo}/wiki`;
  }
}
