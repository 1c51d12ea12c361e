import type { ExposureId } from "./detect/exposures/exposure.ts";
import type { Limits } from "./policy/limits.ts";
import { isScanned, type ScannedPaths } from "./policy/scanned-path.ts";
import { containerFormat, endFormat, isContainer } from "./source/archive/container.ts";
import { isProgramOpening } from "./source/archive/program.ts";
import { memberOfText } from "./source/archive/text-member.ts";
import { endsAsZip } from "./source/archive/zip-end.ts";
import type { Coverage, NotScanned } from "./source/coverage.ts";
import type { Address, Document } from "./source/document.ts";
import type { ExposureFinding, Finding } from "./source/finding.ts";
import { historyDetail } from "./source/git-history.ts";
import { isLfsPointer } from "./source/lfs-pointer.ts";
import { notScanned } from "./source/not-scanned.ts";
import { type Search, searchDocument } from "./source/search-document.ts";
import type { Claim, Source, SourceItem } from "./source/source.ts";

/** The result of one scan. */
export interface ScanResult {
  /** In the order in which the source yielded their documents; the content of an archive precedes what contains it. */
  readonly findings: readonly Finding[];
  readonly exposures: readonly ExposureFinding[];
  readonly coverage: Coverage;
}

/** What a scan uses of the policy. */
export interface ScanOptions {
  readonly limits: Pick<Limits, "fileBytes" | "archiveDepth">;
  /** Exposures to search for. */
  readonly exposures: readonly ExposureId[];
  /** Paths to scan; all of them when absent. */
  readonly paths?: ScannedPaths;
  /** Searches a document; in this thread when absent. */
  readonly search?: Search;
}

interface Tally {
  readonly findings: Finding[];
  readonly exposures: ExposureFinding[];
  readonly notScanned: NotScanned[];
  documents: number;
  bytes: number;
  commits: number;
  placeholders: number;
  excluded: number;
  /** The windowed text being read, as long as it is not known to be an archive. */
  large: { readonly address: Address; readonly isProgram: boolean } | null;
}

/**
 * Scans every document of a source, and what is inside those that are archives: the one pipeline behind the
 * App, the Action and the command line. Throws only what the source throws.
 */
export async function scan(source: Source, options: ScanOptions): Promise<ScanResult> {
  const tally = emptyTally();
  await scanItems(source, options, tally);
  const { findings, exposures, large: _, ...coverage } = tally;
  return { findings, exposures, coverage };
}

function emptyTally(): Tally {
  return {
    findings: [],
    exposures: [],
    notScanned: [],
    documents: 0,
    bytes: 0,
    commits: 0,
    placeholders: 0,
    excluded: 0,
    large: null,
  };
}

async function scanItems(source: Source, options: ScanOptions, tally: Tally): Promise<void> {
  for await (const item of source) {
    if (isExcluded(item, options.paths)) {
      tally.excluded += item.type === "document" && item.document.window?.first === false ? 0 : 1;
    } else if (item.type === "claim") {
      await scanItems(await believed(item, options), options, tally);
    } else if (item.type !== "document") {
      note(item, tally);
    } else if (isContainer(item.document)) {
      await scanContainer(item.document, options, tally);
    } else {
      await scanDocument(item.document, options, tally);
    }
  }
}

/** The items of a claim that holds, or what to scan instead. */
async function believed(claim: Claim, { limits, search = searchDocument }: ScanOptions): Promise<Source> {
  const everything: ScanOptions = { limits, exposures: [], search };
  const evidence = emptyTally();
  await scanDocument(claim.evidence, everything, evidence);
  if (evidence.findings.length === 0) return claim.items;
  const items: SourceItem[] = [];
  for await (const item of claim.items) items.push(item);
  const shown = emptyTally();
  await scanItems(items, everything, shown);
  const keys = new Set(shown.findings.map(({ credential }) => credential.fingerprint));
  return evidence.findings.every(({ credential }) => keys.has(credential.fingerprint)) ? items : claim.otherwise();
}

function isExcluded(item: SourceItem, paths: ScannedPaths | undefined): boolean {
  if (paths === undefined || (item.type !== "document" && item.type !== "not-scanned")) return false;
  return !isScanned(item.type === "document" ? item.document.address.path : item.notScanned.path, paths);
}

function note(item: Exclude<SourceItem, { type: "document" | "claim" }>, tally: Tally): void {
  switch (item.type) {
    case "clean":
      tally.documents += item.documents;
      tally.bytes += item.bytes;
      break;
    case "commits":
      tally.commits += item.count;
      break;
    case "not-scanned":
      tally.notScanned.push(item.notScanned);
      break;
  }
}

/** @param findings receives them: one text may yield more than a call accepts as arguments */
async function scanDocument(
  document: Document,
  { exposures, limits, search = searchDocument }: ScanOptions,
  tally: Tally,
  findings: Finding[] = tally.findings,
): Promise<void> {
  const { address, bytes, window } = document;
  // The first window counts as the text; bytes shared by windows are counted once.
  tally.documents += window === undefined || window.first ? 1 : 0;
  tally.bytes += window === undefined ? bytes.length : window.end - window.start;
  if (isLfsPointer(document)) {
    const detail = "The file is stored in Git LFS; only its pointer was scanned.";
    tally.notScanned.push(notScanned("lfs-pointer", detail, address));
  }
  if (window !== undefined && isArchive(document, tally)) {
    const format = window.first ? containerFormat(bytes) : null;
    const detail =
      format?.reader === "sqlite"
        ? "A database above the size limit is scanned as plain bytes: rows that span pages are not put together."
        : "An archive above the size limit is scanned as plain bytes and not opened.";
    tally.notScanned.push(
      format?.reader === "git"
        ? notScanned("git-history", historyDetail(format.name), address)
        : notScanned("too-large", detail, address),
    );
  }
  const searched = await search(document, { limits, exposures });
  tally.placeholders += searched.placeholders;
  tally.bytes += searched.unpackedBytes;
  tally.notScanned.push(...searched.notScanned);
  for (const exposure of searched.exposures) tally.exposures.push(exposure);
  for (const finding of searched.findings) findings.push(finding);
}

/**
 * True for the first window of an archive, or the last window when only its end identifies it, such as a zip file after
 * a program.
 */
function isArchive({ address, bytes, window }: Document, tally: Tally): boolean {
  if (window?.first) tally.large = { address, isProgram: isProgramOpening(bytes) };
  if (tally.large?.address !== address) return false;
  const format = (window?.first ? containerFormat(bytes) : null) ?? endFormat(bytes);
  const isKnown = format !== null || (tally.large.isProgram && endsAsZip(bytes));
  if (isKnown) tally.large = null;
  return isKnown;
}

/** The members of an archive, and the archive itself, for its comments and for anything that could not be opened. */
async function scanContainer(document: Document, options: ScanOptions, tally: Tally): Promise<void> {
  const all: Finding[] = [];
  // Most scans open no archive and need not load the readers.
  const { unpack } = await import("./source/archive/unpack.ts");
  for await (const item of unpack(document, options.limits)) {
    if (item.type === "document") await scanDocument(item.document, options, tally, all);
    else if (item.type !== "claim") note(item, tally);
  }
  await scanDocument(document, { ...options, exposures: [] }, tally, all);
  for (const finding of withoutOuterCopies(withoutRepeatedText(all))) tally.findings.push(finding);
}

/** A finding both in a page's text and in its own bytes is reported only in the bytes. */
function withoutRepeatedText(findings: readonly Finding[]): readonly Finding[] {
  const id = ({ credential }: Finding, container: readonly string[]) =>
    JSON.stringify([credential.fingerprint, ...container]);
  const own = new Set(findings.map((finding) => id(finding, finding.address.container)));
  const repeated = new Set<string>();
  return findings.filter((finding) => {
    const { container } = finding.address;
    const member = memberOfText(container.at(-1) ?? "");
    if (member === null) return true;
    // The text comes in more than one form.
    const text = id(finding, container);
    const isFirst = !repeated.has(text);
    repeated.add(text);
    return isFirst && !own.has(id(finding, [...container.slice(0, -1), member]));
  });
}

/**
 * An uncompressed member is visible in the bytes of every enclosing archive: only the innermost location is reported.
 */
function withoutOuterCopies(findings: readonly Finding[]): Finding[] {
  if (findings.length < 2) return [...findings];
  const id = (finding: Finding, depth: number) =>
    JSON.stringify([finding.credential.fingerprint, ...finding.address.container.slice(0, depth)]);
  const inner = new Set<string>();
  for (const finding of findings) {
    for (let depth = 0; depth < finding.address.container.length; depth++) inner.add(id(finding, depth));
  }
  return findings.filter((finding) => !inner.has(id(finding, finding.address.container.length)));
}
