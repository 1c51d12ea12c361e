import { searchAnchors } from "./anchor-search.ts";
import type { Outer } from "./anchors.ts";
import { type Collector, createCollector, type Survey } from "./collector.ts";
import type { Detected } from "./detection.ts";
import { type Layer, Progress, readings, searchEncoded, searchReadings } from "./search.ts";
import { matchAzureNames } from "./token.ts";
import { indexOfOffset, plainView } from "./view.ts";

/**
 * Bytes on each side of an anchor that can belong to its credential or decide its boundary, in any chain of encodings.
 * A reader in chunks keeps this many bytes of what it read before.
 */
export const maxReach = 4096;

/** Encodings around plain text that are undone one after the other. */
const maxDepth = 2;

/** Most bytes of one window: anchors that stand close together share one. */
const longestWindow = 1 << 16;

/**
 * Every credential in `bytes`, in any chain of two encodings, ordered by place. Offsets are those of the text as it
 * stands. Never throws; the time is linear in the length whatever the bytes are.
 */
export function detect(bytes: Uint8Array): Detected {
  const { detections, placeholders } = survey(bytes);
  return { detections, placeholders: placeholders.length };
}

/** What {@link detect} finds, with the offsets at which placeholders start. */
export function survey(bytes: Uint8Array): Survey {
  const collector = createCollector();
  const windows = new Map<Outer, Window>();
  searchAnchors(bytes, ({ outer, phase }, at) => {
    if (outer === "azure-name") {
      addAzureNames(bytes, at, collector);
      return 0;
    }
    const previous = windows.get(outer);
    const window = previous !== undefined && at < previous.until ? previous : openWindow(bytes, at, previous);
    if (window !== previous) windows.set(outer, window);
    if (isDone(window, at, outer, phase)) return 0;
    searchAt(window, at, outer, phase, collector);
    return 0;
  });
  return collector.survey();
}

function addAzureNames(bytes: Uint8Array, at: number, collector: Collector): void {
  for (const match of matchAzureNames(bytes, at)) {
    const raw = Buffer.from(bytes.subarray(match.start, match.end)).toString("latin1");
    collector.add(match, raw, match.start, match.end, []);
  }
}

/** A part of the bytes around one or more anchors, its readings, and what was done in it. */
interface Window {
  /** Anchors before this offset have their whole reach inside. */
  readonly until: number;
  readonly length: number;
  readonly layers: readonly { readonly layer: Layer; readonly done: Progress }[];
  searchedAsText: boolean;
  /** For a window that reads one way only: where decoding from each residue of the offset modulo 4 went on unbroken. */
  readonly unbroken: { from: number; to: number }[];
}

/** A quick answer for anchors in long runs; {@link Progress} knows the rest. */
function isDone(window: Window, at: number, outer: Outer, phase: number): boolean {
  if (outer === "plain" || outer === "soft") return window.searchedAsText;
  const run = window.unbroken[residue(at, outer, phase)];
  return run !== undefined && at >= run.from && at < run.to;
}

function residue(at: number, outer: Outer, phase: number): number {
  return outer === "base64" ? (at - phase) & 3 : at & 1;
}

/** A window around `at`; where anchors stand close together it is twice as long as the one before. */
function openWindow(bytes: Uint8Array, at: number, previous: Window | undefined): Window {
  const isClose = previous !== undefined && at - previous.until < maxReach;
  const length = isClose ? Math.min(previous.length * 2, longestWindow) : 512;
  const start = Math.max(0, at - maxReach);
  const end = Math.min(bytes.length, at + length + maxReach);
  const plain: Layer = { view: plainView(bytes, start, end), breaks: new Set(), steps: [] };
  return {
    until: end === bytes.length ? end : at + length,
    length,
    layers: readings(plain).map((layer) => ({ layer, done: new Progress() })),
    searchedAsText: false,
    unbroken: [],
  };
}

function searchAt(window: Window, at: number, outer: Outer, phase: number, collector: Collector): void {
  if (outer === "plain" || outer === "soft") {
    if (window.searchedAsText) return;
    window.searchedAsText = true;
    const layers = window.layers.map(({ layer }) => layer);
    searchReadings(layers, outer === "plain" ? 0 : maxDepth, collector);
    return;
  }
  for (const { layer, done } of window.layers) {
    const index = indexOfOffset(layer.view, at);
    if (done.includes(index, outer, phase)) continue;
    const decoded = searchEncoded(layer, index, outer, phase, maxDepth, collector);
    if (decoded === null) continue;
    done.add(layer, index, outer, decoded.view, decoded.run);
    if (window.layers.length > 1) continue;
    const { from, to } = decoded.view;
    const start = from[0] ?? 0;
    const end = to[to.length - 1] ?? 0;
    const width = decoded.run === null ? 1 : decoded.run.indexes.length;
    const isUnbroken = decoded.run === null ? outer !== "hex" : width >= end - start && width <= end - start + 4;
    if (isUnbroken) window.unbroken[residue(at, outer, phase)] = { from: start, to: end };
  }
}
