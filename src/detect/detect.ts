import type { Anchor, Outer } from "./anchors/anchors.ts";
import { forgetSamples, metSample, partsWithSamples, searchAnchors } from "./anchors/search.ts";
import { latin1 } from "./bytes.ts";
import { type Collector, createCollector, type PackedPlace, type Survey } from "./collector.ts";
import type { Detected } from "./detection.ts";
import { effort } from "./effort.ts";
import { placesIn } from "./hidden/hidden-text.ts";
import { type DecodedHidden, hiddenTexts } from "./hidden/hidden-texts.ts";
import { createAzureNameSearch } from "./kinds/token.ts";
import { maxReach } from "./reach.ts";
import { createRepetitionFinder } from "./repetition.ts";
import { type Layer, Progress, readings, searchEncoded, searchReadings } from "./search.ts";
import { indexOfOffset, plainView } from "./view.ts";

/** How many encodings around plain text are decoded, one after the other. */
const maxDepth = 2;

/** Largest size of a window in bytes: nearby anchors share one. */
const longestWindow = 1 << 16;

/**
 * Every credential in `bytes`, in any chain of two encodings, ordered by offset. Offsets refer to the undecoded text.
 * Never throws, and takes linear time for any input.
 */
export function detect(bytes: Uint8Array): Detected {
  const { detections, placeholders } = survey(bytes);
  return { detections, placeholders: placeholders.length };
}

/** The detections of {@link detect}, the offsets of placeholders, and where containers in base64 may start. */
export function survey(bytes: Uint8Array): Survey {
  const collector = createCollector();
  forgetSamples(bytes);
  const packed = searchText(bytes, collector);
  // Taken in what was decoded, too: where there is none, there is none in the bytes either.
  if (metSample()) for (const hidden of hiddenTexts(bytes, partsWithSamples(bytes))) adopt(bytes, hidden, collector);
  return { ...collector.survey(), packed };
}

/** Adds what is in a hidden text, at the offsets at which it is written. */
function adopt(bytes: Uint8Array, { place, text }: DecodedHidden, collector: Collector): void {
  const inside = createCollector();
  searchText(text, inside);
  const { detections, placeholders } = inside.survey();
  const edges = [...placeholders, ...detections.flatMap(({ start, end }) => [start, end - 1])];
  const places = placesIn(
    bytes,
    place,
    [...new Set(edges)].sort((a, b) => a - b),
  );
  const encoding = place.layout === "dump" || place.layout === "array" ? "hex" : place.layout;
  collector.adopt(
    detections.map((detection) => ({
      ...detection,
      start: places.get(detection.start)?.start ?? place.start,
      end: places.get(detection.end - 1)?.end ?? place.end,
      encoding: [encoding, ...detection.encoding],
    })),
    placeholders.map((start) => places.get(start) ?? place),
  );
}

/** Searches a text for anchors and what is around them; returns where containers in base64 may begin. */
function searchText(bytes: Uint8Array, collector: Collector): readonly PackedPlace[] {
  const packed: PackedPlace[] = [];
  const windows = new Map<Outer, Window>();
  const azureNames = createAzureNameSearch(bytes);
  const repetition = createRepetitionFinder(bytes);
  const isBinary = binaryTest(bytes);
  searchAnchors(bytes, (anchor, at) => {
    const { outer } = anchor;
    if (outer === "exposure") return 0;
    if (outer === "packed") {
      packed.push({ at: at + anchor.lead, phase: anchor.phase });
      return 0;
    }
    const repeated = repetition.endOfRepeated(at, collector.end());
    if (repeated > at) return repeated;
    if (outer === "azure-name") {
      for (const match of azureNames.match(at)) {
        const raw = latin1(bytes, match.start, match.end);
        collector.add(match, raw, match.start, match.end, []);
      }
      return 0;
    }
    const previous = windows.get(outer);
    const window = previous !== undefined && at < previous.until ? previous : openWindow(bytes, at, previous, isBinary);
    if (window !== previous) windows.set(outer, window);
    searchAt(window, at, anchor, collector);
    return 0;
  });
  return packed;
}

/**
 * Whether bytes are binary data as git decides it: by a zero byte anywhere. Compilers store strings side by side for much
 * longer than a window is, as Go's does.
 */
function binaryTest(bytes: Uint8Array): () => boolean {
  let isBinary: boolean | null = null;
  return () => {
    isBinary ??= bytes.includes(0);
    return isBinary;
  };
}

/** A part of the bytes around one or more anchors, with its decoded views and the work already done in it. */
interface Window {
  /** Offset of the first byte. */
  readonly base: number;
  /** Anchors before this offset have their full reach inside the window. */
  readonly until: number;
  readonly length: number;
  readonly layers: readonly { readonly layer: Layer; readonly done: Progress }[];
  searchedAsText: boolean;
}

/** A window around `at`; among closely spaced anchors each window is four times as long as the previous one. */
function openWindow(bytes: Uint8Array, at: number, previous: Window | undefined, isBinary: () => boolean): Window {
  const isClose = previous !== undefined && at - previous.until < maxReach;
  const length = isClose ? Math.min(previous.length * 4, longestWindow) : 512;
  const base = Math.max(0, at - maxReach);
  const end = Math.min(bytes.length, at + length + maxReach);
  const plain: Layer = { view: plainView(bytes.subarray(base, end)), base, breaks: [], steps: [], isBinary };
  effort.bytes += end - base;
  return {
    base,
    until: end === bytes.length ? end : at + length,
    length,
    layers: readings(plain).map((layer) => ({ layer, done: new Progress() })),
    searchedAsText: false,
  };
}

function searchAt(window: Window, at: number, anchor: Anchor, collector: Collector): void {
  const { outer } = anchor;
  if (outer === "plain" || outer === "soft") {
    if (window.searchedAsText) return;
    window.searchedAsText = true;
    const layers = window.layers.map(({ layer }) => layer);
    searchReadings(layers, outer === "plain" ? 0 : maxDepth, collector);
    return;
  }
  for (const { layer, done } of window.layers) {
    const offset = at + anchor.lead - window.base;
    const index = layer.steps.length === 0 ? offset : indexOfOffset(layer.view, offset);
    searchEncoded(layer, index, anchor, maxDepth, done, collector);
  }
}
