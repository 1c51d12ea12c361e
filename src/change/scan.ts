import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import { type ChangeReader, createChangeReader } from "../github/read/change-reader.ts";
import { readHead } from "../github/read/head.ts";
import { baseOf, headOf, readChange } from "../github/read/read-change.ts";
import type { RequestedPatch } from "../github/read/request-patch.ts";
import type { Policy } from "../policy/policy.ts";
import { type ChangeReport, type ChangeSummary, withKeys } from "../report/change-report.ts";
import { groupKeys } from "../report/group-keys.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import { type ScanResult, scan } from "../scan.ts";
import { type NotScannedReason, withLines } from "../source/coverage.ts";
import type { ExposureFinding, Finding } from "../source/finding.ts";
import { type Search, searchDocument } from "../source/search-document.ts";
import { withoutEarlier } from "./earlier.ts";
import { judgeLineReasons } from "./line-reasons.ts";

export interface ScanChangeOptions {
  readonly policy: Policy;
  /** Origin of web links, without a final slash: `https://github.com`. */
  readonly webUrl: string;
  /** Looks up what was answered about keys; called only when there are keys. Nothing is known when absent. */
  readonly responsesOf?: ResponseLookup;
  /**
   * The keys that were reported on this change before; those that are no longer in any commit stay reported. A function
   * is called only when the change holds a key.
   */
  readonly previous: readonly KeyReport[] | (() => Promise<readonly KeyReport[]>);
  /** What was requested while the policy was being read. */
  readonly requested?: RequestedPatch | null;
  /** Searches a document; in this thread when absent. */
  readonly search?: Search;
}

/** The answers of the revocation hook about keys, by fingerprint. */
export type ResponseLookup = (fingerprints: readonly string[]) => Promise<ReadonlyMap<string, KeyResponse>>;

/** A scanned change. The findings hold the raw credentials, the report does not. */
export interface ScannedChange {
  readonly report: ChangeReport;
  /** In the order in which the commits and texts were read. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a change from GitHub and scans it: every added line and every message of its commits, and the texts around
 * them. A change without a key costs one request, however many commits it has, up to GitHub's bound on diffs.
 * Throws a `Failure` when GitHub does not show the change; what is missing in part is in the report's coverage.
 */
export async function scanChange(
  client: GitHubClient,
  change: Change,
  options: ScanChangeOptions,
): Promise<ScannedChange> {
  const policy = { ...options.policy, search: options.search ?? searchDocument };
  const reader = createChangeReader(client, change, policy.limits, options.requested);
  const scanned = await scan(readChange(reader, change), policy);
  const findings = await withoutEarlier(reader, scanned.findings, policy);
  const head = await scanHead(client, change, { ...scanned, findings }, policy);
  const { previous } = options;
  const before = typeof previous !== "function" ? previous : findings.length === 0 ? [] : await previous();
  const lines = await judgeLineReasons(change, { findings, head: head.findings, reader: head.reader }, policy);
  const found = new Set([
    ...findings.map(({ credential }) => credential.fingerprint),
    ...before.map(({ fingerprint }) => fingerprint),
  ]);
  const responses = found.size === 0 ? undefined : await options.responsesOf?.([...found]);
  const keys = groupKeys(findings, {
    head: head.findings,
    policy,
    lines,
    responses: responses ?? new Map(),
    previous: before,
  });
  const coverage = withLines(scanned.coverage, policy.unread);
  const facts = { change: summaryOf(change, options.webUrl), exposures: head.exposures, coverage };
  const lineReasons = policy.inlineIgnore ? {} : ({ lineReasons: "off" } as const);
  return { report: withKeys({ ...facts, ...lineReasons, problems: policy.problems }, keys, policy), findings };
}

function summaryOf(change: Change, webUrl: string): ChangeSummary {
  const { owner, repo, visibility, pushedAt } = change;
  const place = {
    ...{ webUrl, owner, repo, ...(visibility === undefined ? {} : { visibility }) },
    ...(pushedAt === undefined ? {} : { pushedAt }),
  };
  if (change.type === "pull-request") {
    const { type, number, headRef: ref, headSha } = change;
    return { type, ...place, number, ref, headSha };
  }
  const type = change.mergesInto === undefined ? "push" : "merge-group";
  return { type, ...place, number: null, ref: change.ref, headSha: headOf(change) ?? change.after };
}

/** What the newest state of a change contains. */
interface ScannedHead {
  readonly findings: readonly Finding[];
  readonly exposures: readonly ExposureFinding[];
  /** Records where the files of the head come from, as far as they were read. */
  readonly reader: ChangeReader;
}

/** Requested only when there is something to look for. */
async function scanHead(
  client: GitHubClient,
  change: Change,
  scanned: Pick<ScanResult, "findings" | "exposures">,
  policy: Policy & { readonly search: Search },
): Promise<ScannedHead> {
  const head = headOf(change);
  const found = [...scanned.findings, ...scanned.exposures];
  const texts = scanned.findings.filter((finding) => isStanding(finding));
  const paths = new Set(found.flatMap(({ address: { path } }) => (path === null ? [] : [path])));
  const named = scanned.findings.some(({ address: { type } }) => type === "path");
  const reader = createChangeReader(client, change, policy.limits);
  if (head === null || (paths.size === 0 && !named)) return { findings: texts, exposures: scanned.exposures, reader };
  const result = await scan(readHead(reader, { base: baseOf(change), head }, paths), policy);
  const added = await withoutEarlier(reader, result.findings, policy);
  const known = new Set(scanned.findings.map((finding) => finding.credential.fingerprint));
  // A file that is read whole contains old lines, too.
  const ofChange = added.filter((finding) => known.has(finding.credential.fingerprint));
  // An unreadable file must not count as clean: its keys count as still there. A deleted file is not unreadable.
  const unread = new Set(
    result.coverage.notScanned.flatMap(({ path, reason }) => (isThereUnread[reason] ? [path] : [])),
  );
  const supposed = scanned.findings.filter(({ address: { path } }) => path !== null && unread.has(path));
  const exposures = distinct(scanned.exposures, result.exposures);
  return { findings: [...ofChange, ...supposed, ...texts], exposures, reader };
}

/** By the reason why a file was not scanned: whether the file exists at the head. */
const isThereUnread: Readonly<Record<NotScannedReason, boolean>> = {
  "too-large": true,
  "too-many-files": true,
  "not-in-diff": true,
  "no-answer": true,
  "too-many-commits": false,
  "too-deep": false,
  "archive-limit": false,
  unreadable: false,
  "special-file": false,
  "symlink-outside": false,
  "git-history": false,
  submodule: false,
  "lfs-pointer": false,
  encrypted: false,
  unsupported: false,
  "shallow-clone": false,
  "partial-clone": false,
  "no-access": false,
  timeout: true,
  "not-asked": false,
  interrupted: false,
};

/** Texts that belong to the newest state, whatever later commits change. */
const textsOfNow: ReadonlySet<string> = new Set([
  "pull-request-title",
  "pull-request-body",
  "ref-name",
  "tag-message",
  "tag-header",
]);

/** Texts around the commits are always current; a commit message is history. */
function isStanding(finding: Finding): boolean {
  const { type } = finding.address;
  return textsOfNow.has(type);
}

/** The exposures at the head that the change's commits introduced, each once. */
function distinct(introduced: readonly ExposureFinding[], head: readonly ExposureFinding[]): ExposureFinding[] {
  const brought = new Set(introduced.map((exposure) => JSON.stringify([exposure.id, exposure.excerpt.text])));
  return head.filter((exposure) => brought.has(JSON.stringify([exposure.id, exposure.excerpt.text])));
}
