import type { History, HistoryOutcome, ListedHistory } from "../../incident/histories.ts";
import type { Policy } from "../../policy/policy.ts";
import { count, list, size } from "../../report/words.ts";
import type { ScanResult } from "../../scan.ts";
import { type NotScanned, type NotScannedReason, notScannedReasons } from "../../source/coverage.ts";
import { fetchHistory, HistoryTooLarge } from "../../source/git/fetch-history.ts";
import { GitError } from "../../source/git/git-error.ts";
import { withCloneFolder } from "./clone-folders.ts";
import { engine } from "./engine.ts";
import { scanInThread } from "./scan-thread.ts";

export interface ScanRepositoryOptions {
  /** Origin of web links, without a final slash. */
  readonly webUrl: string;
  readonly proxy: Readonly<Record<string, string | undefined>>;
  /** Bytes on disk that one history may take. */
  readonly mostBytes: number;
  readonly policy: Policy;
  /** Of the installation, for this repository only. */
  readonly token: string;
  readonly signal: AbortSignal;
}

/** What a scan found, and what it came to. */
export interface ScannedRepository {
  readonly findings: ScanResult["findings"];
  readonly outcome: Omit<HistoryOutcome, "keys">;
}

/**
 * Copies a history, or what is new in it since its last scan, into a temporary folder, and scans it. A history that needs
 * more disk than it may have is left out. Throws git's error when GitHub does not serve it.
 */
export async function scanRepository(
  history: ListedHistory & Partial<Pick<History, "engine" | "reason" | "refs">>,
  options: ScanRepositoryOptions,
): Promise<ScannedRepository> {
  const { mostBytes, policy, signal } = options;
  if (history.size * 1_000 > mostBytes) return leftOut(tooLarge(history.size * 1_000, mostBytes));
  // A release that searches for more starts from the beginning.
  const known = history.engine === engine ? (history.refs ?? []) : [];
  try {
    return await withCloneFolder(async (directory) => {
      const url = addressOf(history, options.webUrl);
      const fetched = await fetchHistory(url, { ...options, directory, known });
      const scanned = { refs: fetched.refs, engine };
      if (fetched.state === "same") {
        return { findings: [], outcome: { state: "scanned", reason: history.reason ?? null, scanned, bytes: 0 } };
      }
      const { limits, paths } = policy;
      const { findings, coverage } = await scanInThread({ directory, limits, paths }, signal);
      const gaps = coverage.notScanned.filter(({ reason }) => known.length === 0 || reason !== "shallow-clone");
      return {
        // The files of the commits at which the copy begins were scanned before.
        findings: findings.filter(({ address }) => address.commit === null || !fetched.boundary.has(address.commit)),
        outcome: { state: "scanned", reason: summaryOf(gaps), scanned, bytes: fetched.bytes },
      };
    });
  } catch (error) {
    if (error instanceof HistoryTooLarge) return leftOut(tooLarge(null, mostBytes));
    throw error;
  }
}

/** True when GitHub has no such history: it says that a repository has a wiki before the wiki has a page. */
export function isMissing(error: unknown): boolean {
  return error instanceof GitError && /not found|error: 404/i.test(error.said);
}

/** Where git fetches a history. */
function addressOf({ owner, repo, part }: ListedHistory, webUrl: string): string {
  return `${webUrl}/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}${part === "wiki" ? ".wiki" : ""}.git`;
}

function leftOut(reason: string): ScannedRepository {
  return { findings: [], outcome: { state: "not-scanned", reason, bytes: 0 } };
}

function tooLarge(bytes: number | null, mostBytes: number): string {
  const needed = bytes === null ? "more" : size(bytes);
  return `It needs ${needed} of disk, and KEYHAWK_HISTORY_DISK allows ${size(mostBytes)}.`;
}

/** What of a history was not scanned; null when everything was. */
function summaryOf(gaps: readonly NotScanned[]): string | null {
  if (gaps.length === 0) return null;
  const byReason = Map.groupBy(gaps, ({ reason }): NotScannedReason => reason);
  const parts = [...byReason].map(([reason, items]) => `${items.length} ${notScannedReasons[reason]}`);
  return `${count(gaps.length, "item")} of it ${gaps.length === 1 ? "was" : "were"} not scanned: ${list(parts)}.`;
}
