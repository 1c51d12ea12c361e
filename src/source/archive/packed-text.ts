import type { PackedPlace } from "../../detect/collector.ts";
import { survey } from "../../detect/detect.ts";
import type { NotScanned } from "../coverage.ts";
import type { Document } from "../document.ts";
import type { WrappedDetection, Wrapping } from "../finding.ts";
import { type Allowance, createAllowance } from "./allowance.ts";
import { followedByOther } from "./compressed.ts";
import { type PackedRun, packedRuns } from "./packed-run.ts";
import { mostLines, type UnpackLimits, unpackWithin } from "./unpack.ts";

/** The content of containers that a text carries in base64. */
export interface OpenedText {
  /** Ordered by start. Each has the offsets of the base64, and its encodings begin with those around the container. */
  readonly detections: readonly WrappedDetection[];
  /** Bytes unpacked and scanned. */
  readonly bytes: number;
  readonly placeholders: number;
  readonly notScanned: readonly NotScanned[];
  /** True when the text ends within the base64 of a container. */
  readonly isCut: boolean;
}

/**
 * Opens archives and compressed data embedded in a text as base64, encoded once or twice, and everything inside them.
 * @param places where they may begin, in ascending order
 */
export async function openPacked(
  document: Document,
  places: readonly PackedPlace[],
  limits: UnpackLimits,
): Promise<OpenedText> {
  const allowance = createAllowance(document.bytes.length, limits.fileBytes);
  const opened = await openPlaces(document, places, limits, allowance, 1);
  return { ...opened, notScanned: fewLines(opened.notScanned) };
}

/** The first lines for each reason, since a crafted text can cause many thousands; the rest is counted. */
function fewLines(lines: readonly NotScanned[]): NotScanned[] {
  return [...Map.groupBy(lines, ({ reason }) => reason).values()].flatMap((same) => {
    const [first] = same;
    const more = same.length - mostLines;
    if (first === undefined || more <= 0) return same;
    return [...same.slice(0, mostLines), { ...first, detail: `In base64: ${more} more, for the same reason.` }];
  });
}

async function openPlaces(
  document: Document,
  places: readonly PackedPlace[],
  limits: UnpackLimits,
  allowance: Allowance,
  depth: number,
): Promise<OpenedText> {
  const opened: OpenedText[] = [];
  let until = 0;
  for (const place of places) {
    if (place.at < until) continue;
    let best: OpenedText | null = null;
    for (const run of packedRuns(document.bytes, place)) {
      const now = await openRun(document, run, limits, allowance, depth);
      until = Math.max(until, run.until);
      if (best === null || now.bytes > best.bytes) best = now;
      // Another reading is needed only when this one left something damaged.
      if (now.bytes > 0 && now.notScanned.every(({ reason }) => reason !== "unreadable")) break;
    }
    if (best !== null) opened.push(best);
  }
  return joined(opened);
}

function joined(parts: readonly OpenedText[]): OpenedText {
  return {
    detections: parts.flatMap(({ detections }) => detections),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    placeholders: parts.reduce((sum, { placeholders }) => sum + placeholders, 0),
    notScanned: parts.flatMap(({ notScanned }) => notScanned),
    isCut: parts.some(({ isCut }) => isCut),
  };
}

async function openRun(
  document: Document,
  run: PackedRun,
  limits: UnpackLimits,
  allowance: Allowance,
  depth: number,
): Promise<OpenedText> {
  const inner: Document = { address: document.address, bytes: run.bytes, firstLine: 1, added: null };
  const found: WrappedDetection[] = [];
  const notScanned: NotScanned[] = [];
  let bytes = 0;
  let placeholders = 0;
  for await (const item of unpackWithin(inner, depth, limits, allowance)) {
    // Where base64 ends does not show when letters follow it.
    if (item.type === "not-scanned" && item.notScanned.detail !== followedByOther) notScanned.push(item.notScanned);
    if (item.type !== "document") continue;
    bytes += item.document.bytes.length;
    const { detections, placeholders: dropped, packed } = survey(item.document.bytes);
    placeholders += dropped.length;
    found.push(...detections);
    if (packed.length === 0) continue;
    const further = await openPlaces(item.document, packed, limits, allowance, depth + 1);
    found.push(...further.detections);
    notScanned.push(...further.notScanned);
    placeholders += further.placeholders;
  }
  // Data that yields nothing only looked like a container.
  const isNothing = bytes === 0 && notScanned.every(({ reason }) => reason === "unreadable");
  return {
    detections: placedAt(run, found),
    bytes,
    placeholders,
    isCut: run.end === document.bytes.length,
    notScanned: isNothing ? [] : notScanned.map((line) => ({ ...line, detail: `In base64: ${line.detail}` })),
  };
}

/** One detection per credential, at the offsets of the whole run: the text does not show where in the run each is. */
function placedAt({ start, end, encoding }: PackedRun, found: readonly WrappedDetection[]): WrappedDetection[] {
  const plainest = new Map<string, WrappedDetection>();
  for (const detection of found) {
    const chain: readonly Wrapping[] = [...encoding, ...detection.encoding];
    const { fingerprint } = detection.credential;
    const known = plainest.get(fingerprint);
    if (known !== undefined && known.encoding.length <= chain.length) continue;
    plainest.set(fingerprint, { ...detection, start, end, encoding: chain });
  }
  return [...plainest.values()];
}
