import type { ExposureDetection } from "../detect/exposures/exposure.ts";
import type { Document, TextLayout } from "./document.ts";
import { excerptOf, type MaskedSpan, mergeSpans } from "./excerpt.ts";
import type { ExposureFinding, Finding, WrappedDetection, Wrapping } from "./finding.ts";
import { type TextGrid, type TextPosition, textPositions, unitWidth } from "./text-position.ts";

/** Lines of the raw bytes: each ends at a byte 0A. */
const byteLines: TextGrid = { layout: "utf-8", phase: 0, lineEnd: 0x0a };

/**
 * Detections of a document as findings: line and column of the original, the excerpt with every credential
 * masked. What touches no line that the change added is left out; it is masked in the others' excerpts all the same.
 * @param detections ordered by `start`
 */
export function locate(document: Document, detections: readonly WrappedDetection[]): Finding[] {
  const masked = maskedSpans(detections);
  const gridOf = gridsOf(document);
  const place = placer(
    document,
    detections.map((detection) => ({ ...detection, grid: gridOf(detection) })),
  );
  const isAdded = addition(document, detections);
  const findings: Finding[] = [];
  for (const detection of detections) {
    if (!within(document, detection) || !isAdded(detection)) continue;
    const { credential, severity, confidence, encoding, start, end, expiresAt } = detection;
    const grid = gridOf(detection);
    const range = place(grid, start, end);
    const excerpt = excerptOf({
      bytes: document.bytes,
      grid,
      lineStart: range.lineStart,
      start,
      end,
      label: credential.masked,
      masked,
    });
    const { line, column, endLine, endColumn } = range;
    findings.push({
      credential,
      severity,
      confidence,
      address: document.address,
      line,
      column,
      endLine,
      endColumn,
      encoding,
      excerpt,
      ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt * 1000).toISOString() }),
    });
  }
  return findings;
}

/**
 * Exposures of a document as findings, with every credential in their excerpts masked.
 * @param exposures ordered by `start`
 * @param detections the result of `detect` for the same document, ordered by `start`
 */
export function locateExposures(
  document: Document,
  exposures: readonly ExposureDetection[],
  detections: readonly WrappedDetection[],
): ExposureFinding[] {
  const masked = maskedSpans(detections);
  const grid: TextGrid = { ...byteLines, lineEnd: lineEndOf(document) };
  const place = placer(
    document,
    exposures.map((exposure) => ({ ...exposure, grid })),
  );
  const isAdded = addition(document, exposures);
  const findings: ExposureFinding[] = [];
  for (const exposure of exposures) {
    if (!within(document, exposure) || !isAdded(exposure)) continue;
    const { id, start, end } = exposure;
    const range = place(grid, start, end);
    const excerpt = excerptOf({
      bytes: document.bytes,
      grid,
      lineStart: range.lineStart,
      start,
      end,
      label: null,
      masked,
    });
    const { line, column, endLine, endColumn } = range;
    findings.push({ id, address: document.address, line, column, endLine, endColumn, excerpt });
  }
  return findings;
}

interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly lineStart: number;
}

/** Positions of all spans at once, in one pass for each way to read the document. */
function placer(
  document: Document,
  runs: readonly { readonly start: number; readonly end: number; readonly grid: TextGrid }[],
): (grid: TextGrid, start: number, end: number) => Range {
  const byGrid = new Map<string, { grid: TextGrid; offsets: Set<number> }>();
  for (const { grid, start, end } of runs) {
    const id = gridId(grid);
    const group = byGrid.get(id) ?? { grid, offsets: new Set<number>() };
    group.offsets.add(start).add(end);
    byGrid.set(id, group);
  }
  const positions = new Map<string, Map<number, TextPosition>>();
  for (const [id, { grid, offsets }] of byGrid) {
    positions.set(
      id,
      textPositions(
        document,
        grid,
        [...offsets].sort((a, b) => a - b),
      ),
    );
  }
  return (grid, start, end) => {
    const known = positions.get(gridId(grid));
    const first = known?.get(start);
    const last = known?.get(end);
    if (first === undefined || last === undefined) throw new RangeError("An offset was not asked for.");
    return {
      line: first.line,
      column: first.column,
      endLine: last.line,
      endColumn: last.column,
      lineStart: first.lineStart,
    };
  };
}

function gridId(grid: TextGrid): string {
  return `${grid.layout}:${grid.phase}`;
}

/** How a document's bytes are to be read according to its detections: the outermost encoding decides. */
function gridsOf(document: Document): (detection: Pick<WrappedDetection, "encoding" | "start">) => TextGrid {
  const lineEnd = lineEndOf(document);
  return ({ encoding, start }) => {
    const [outermost] = encoding;
    const layout = isWide(outermost) ? outermost : "utf-8";
    return { layout, phase: start % unitWidth(layout), lineEnd };
  };
}

function isWide(encoding: Wrapping | undefined): encoding is Exclude<TextLayout, "utf-8"> {
  return encoding?.startsWith("utf-") === true;
}

/** Editors end a line at a carriage return where a file has no line feed. What git counts, it counts by line feeds. */
function lineEndOf({ bytes, added, window }: Document): 0x0a | 0x0d {
  const isWhole = window === undefined && added === null;
  return isWhole && !bytes.includes(0x0a) && bytes.includes(0x0d) ? 0x0d : 0x0a;
}

function maskedSpans(detections: readonly WrappedDetection[]): MaskedSpan[] {
  return mergeSpans(detections.map(({ start, end, credential }) => ({ start, end, labels: [credential.masked] })));
}

interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * Tells of each run whether it touches a line that the change added. Git and its diffs end a line at every byte 0A,
 * also where it is half of a UTF-16 character, so that their lines are not those that a person is shown.
 */
function addition(document: Document, runs: readonly Run[]): (run: Run) => boolean {
  const { added } = document;
  if (added === null) return () => true;
  const place = placer(
    document,
    runs.map(({ start, end }) => ({ start, end, grid: byteLines })),
  );
  return ({ start, end }) => {
    const { line, endLine } = place(byteLines, start, end);
    for (let at = line; at <= endLine; at++) if (added.has(at)) return true;
    return false;
  };
}

/** True when a finding that starts at an offset belongs to the document rather than an adjacent window. */
export function within({ window }: Document, { start }: { readonly start: number }): boolean {
  return window === undefined || (start >= window.start && start < window.end);
}
