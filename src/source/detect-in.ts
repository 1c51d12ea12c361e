import type { PackedPlace } from "../detect/collector.ts";
import { survey } from "../detect/detect.ts";
import type { UnpackLimits } from "./archive/unpack.ts";
import type { NotScanned } from "./coverage.ts";
import type { Document } from "./document.ts";
import type { WrappedDetection } from "./finding.ts";
import { within } from "./locate.ts";
import { notScanned } from "./not-scanned.ts";
import { readWide, type WideText } from "./wide-text.ts";

/** The findings in a document. */
export interface DocumentDetections {
  /** Ordered by start. */
  readonly detections: readonly WrappedDetection[];
  readonly placeholders: number;
  /** Unpacked bytes of the containers that the document embeds as base64. */
  readonly unpackedBytes: number;
  readonly notScanned: readonly NotScanned[];
}

/**
 * Detections in a document's bytes, in the containers that it carries in base64, and those that show only when wide text
 * is read as such.
 */
export async function detectIn(document: Document, limits: UnpackLimits): Promise<DocumentDetections> {
  const { detections, placeholders, packed } = document.survey ?? survey(document.bytes);
  const visible: DocumentDetections = {
    detections,
    placeholders: placeholders.filter((start) => within(document, { start })).length,
    unpackedBytes: 0,
    notScanned: [],
  };
  const parts = [visible];
  if (packed.length > 0) parts.push(await openedIn(document, packed, limits));
  const wide = readWide(document);
  if (wide !== null) parts.push(await readIn(document, wide, limits));
  return parts.length === 1 ? visible : merged(parts, visible);
}

function merged(parts: readonly DocumentDetections[], visible: DocumentDetections): DocumentDetections {
  const further = parts.flatMap((part) => (part === visible ? [] : withoutCopies(part.detections, visible.detections)));
  const detections = [...visible.detections, ...further];
  return {
    detections: detections.toSorted((a, b) => a.start - b.start || a.end - b.end),
    placeholders: parts.reduce((sum, part) => sum + part.placeholders, 0),
    unpackedBytes: parts.reduce((sum, part) => sum + part.unpackedBytes, 0),
    notScanned: parts.flatMap((part) => part.notScanned),
  };
}

/** A finding also visible in the outer bytes, such as in an uncompressed zip member, is not reported twice. */
function withoutCopies(
  further: readonly WrappedDetection[],
  visible: readonly WrappedDetection[],
): readonly WrappedDetection[] {
  if (visible.length === 0) return further;
  const known = new Map<string, WrappedDetection[]>();
  for (const detection of visible) {
    const { fingerprint } = detection.credential;
    known.set(fingerprint, [...(known.get(fingerprint) ?? []), detection]);
  }
  return further.filter(
    ({ credential, start, end }) =>
      !known.get(credential.fingerprint)?.some((other) => other.start < end && other.end > start),
  );
}

async function openedIn(
  document: Document,
  packed: readonly PackedPlace[],
  limits: UnpackLimits,
): Promise<DocumentDetections> {
  const owned = packed.filter(({ at }) => within(document, { start: at }));
  // Most texts contain none and need not load the readers.
  const { openPacked } = await import("./archive/packed-text.ts");
  const opened = await openPacked(document, owned, limits);
  const { bytes, window } = document;
  const isCut = opened.isCut && window !== undefined && window.end < bytes.length;
  const detail = "An archive in base64, in a text above the size limit, was read only at its beginning.";
  return {
    detections: opened.detections,
    placeholders: opened.placeholders,
    unpackedBytes: opened.bytes,
    notScanned: isCut ? [...opened.notScanned, notScanned("too-large", detail, document.address)] : opened.notScanned,
  };
}

/** Findings in the decoded wide text, at the offsets of its original bytes. */
async function readIn(document: Document, wide: WideText, limits: UnpackLimits): Promise<DocumentDetections> {
  const { address, firstLine } = document;
  const narrow: Document = { address, bytes: wide.bytes, firstLine, added: null };
  const { detections, packed } = survey(wide.bytes);
  const opened = packed.length === 0 ? null : await openedIn(narrow, packed, limits);
  const all: readonly WrappedDetection[] = [...detections, ...(opened?.detections ?? [])];
  const offsets = wide.offsetsOf([...new Set(all.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b));
  return {
    detections: all.map((detection) => ({
      ...detection,
      start: offsets.get(detection.start) ?? 0,
      end: offsets.get(detection.end) ?? 0,
      encoding: [wide.encoding, ...detection.encoding],
    })),
    // Those of the text itself are counted when its bytes are searched.
    placeholders: opened?.placeholders ?? 0,
    unpackedBytes: opened?.unpackedBytes ?? 0,
    notScanned: opened?.notScanned ?? [],
  };
}
