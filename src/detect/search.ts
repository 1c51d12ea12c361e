import { searchAnchors } from "./anchor-search.ts";
import type { Outer } from "./anchors.ts";
import { type Base64Run, decodeBase64 } from "./base64.ts";
import type { Collector } from "./collector.ts";
import type { Encoding } from "./detection.ts";
import { type Breaks, longestBeginning, type Match, matchWatermark, watermark } from "./grammar.ts";
import { decodeHex } from "./hex.ts";
import { latin1 } from "./latin1.ts";
import { type DecodedText, decodeText, textEncodings } from "./text-encoding.ts";
import { matchToken, tokenAnchors } from "./token.ts";
import { decodeUtf16 } from "./utf16.ts";
import { indexOfOffset, type View } from "./view.ts";

/** One decoding that was done on the way to a text: which encodings it undid between two original offsets. */
type Step = (start: number, end: number) => Encoding[];

/** A text under search: what it reads, and how it was reached. */
export interface Layer {
  readonly view: View;
  readonly breaks: Breaks;
  /** Outermost first. */
  readonly steps: readonly Step[];
}

/** Bytes of the shortest credential, `ek_` and 32 digits: what decodes to less holds none. */
const shortestCredential = 35;

/** Passes over the text encodings of one layer: two, as in a percent-encoded entity. */
const textPasses = 2;

/** Searches a text: as it stands, with its text encodings undone, and, `depth` layers deep, inside base64, UTF-16 and hex. */
export function searchLayer(layer: Layer, depth: number, collector: Collector): void {
  searchReadings(readings(layer), depth, collector);
}

/** The same for a text whose readings are known. */
export function searchReadings(layers: readonly Layer[], depth: number, collector: Collector): void {
  for (const reading of layers) {
    collect(reading, collector);
    if (depth > 0) searchInside(reading, depth, collector);
  }
}

/** The text as it stands, and as it reads with its text encodings undone once and twice. */
export function readings(layer: Layer): Layer[] {
  const all = [layer];
  let current = layer;
  for (let pass = 0; pass < textPasses; pass++) {
    const decoded = decodeText(current.view);
    if (decoded.used === 0) break;
    current = { view: decoded.view, breaks: new Set(), steps: [...current.steps, textStep(decoded)] };
    all.push(current);
  }
  return all;
}

/** Decodes what stands around index `at` of a layer and searches it. Answers what was decoded, for base64. */
export function searchEncoded(
  layer: Layer,
  at: number,
  outer: Outer,
  phase: number,
  depth: number,
  collector: Collector,
): { readonly view: View; readonly run: Base64Run | null } | null {
  switch (outer) {
    case "base64": {
      const run = decodeBase64(layer.view, at, phase);
      if (run.view.bytes.length < shortestCredential) return { view: run.view, run };
      const step = base64Step(layer.view);
      searchLayer({ view: run.view, breaks: run.breaks, steps: [...layer.steps, step] }, depth - 1, collector);
      return { view: run.view, run };
    }
    case "utf-16le":
    case "utf-16be": {
      const view = decodeUtf16(layer.view, at, outer === "utf-16le" ? "le" : "be");
      if (view.bytes.length < shortestCredential) return { view, run: null };
      searchLayer({ view, breaks: new Set(), steps: [...layer.steps, () => [outer]] }, depth - 1, collector);
      return { view, run: null };
    }
    case "hex": {
      const view = decodeHex(layer.view, at);
      if (view.bytes.length < shortestCredential) return { view, run: null };
      searchLayer({ view, breaks: new Set(), steps: [...layer.steps, () => ["hex"]] }, depth - 1, collector);
      return { view, run: null };
    }
    default:
      return null;
  }
}

function searchInside(layer: Layer, depth: number, collector: Collector): void {
  const done = new Progress();
  searchAnchors(layer.view.bytes, ({ outer, phase }, at) => {
    if (done.includes(at, outer, phase)) return 0;
    const decoded = searchEncoded(layer, at, outer, phase, depth, collector);
    if (decoded !== null) done.add(layer, at, outer, decoded.view, decoded.run);
    return 0;
  });
}

/** What of a layer was decoded already, so that many anchors in one run cost one decoding. */
export class Progress {
  readonly #ends = new Map<string, number>();
  readonly #runs: Base64Run[] = [];

  includes(at: number, outer: Outer, phase: number): boolean {
    if (outer !== "base64") return at < (this.#ends.get(`${outer}${at & 1}`) ?? -1);
    return this.#runs.some(({ indexes, phase: start }) => {
      const index = indexIn(indexes, at);
      return index >= 0 && (start + index) % 4 === phase;
    });
  }

  add(layer: Layer, at: number, outer: Outer, view: View, run: Base64Run | null): void {
    if (run !== null) {
      this.#runs.unshift(run);
      this.#runs.length = Math.min(this.#runs.length, 4);
      return;
    }
    const end = view.to[view.to.length - 1] ?? 0;
    this.#ends.set(`${outer}${at & 1}`, indexOfOffset(layer.view, end));
  }
}

/** Place of `value` in ascending `indexes`, or -1. */
function indexIn(indexes: Uint32Array, value: number): number {
  let low = 0;
  let high = indexes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((indexes[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return indexes[low] === value ? low : -1;
}

function collect({ view, breaks, steps }: Layer, collector: Collector): void {
  const text = Buffer.from(view.bytes.buffer, view.bytes.byteOffset, view.bytes.length);
  const add = (match: Match | null) => {
    if (match === null) return;
    const start = view.from[match.start] ?? 0;
    const end = view.to[match.end - 1] ?? 0;
    const encoding = steps.flatMap((step) => step(start, end));
    collector.add(match, latin1(view.bytes, match.start, match.end), start, end, encoding);
  };
  // The start is looked for once per text, not once per watermark: many watermarks in a row cost no more than few.
  let start = -1;
  let next = text.indexOf("sk-");
  for (let at = text.indexOf(watermark); at >= 0 && next >= 0; at = text.indexOf(watermark, at + 1)) {
    for (; next >= 0 && next < at; next = text.indexOf("sk-", next + 1)) start = next;
    if (start >= 0 && at - start <= longestBeginning) add(matchWatermark(view.bytes, at, breaks));
    if (next < 0 && at - start > longestBeginning) break;
    if (next < 0) next = text.length;
  }
  for (const anchor of tokenAnchors) {
    for (let at = text.indexOf(anchor); at >= 0; at = text.indexOf(anchor, at + 1))
      add(matchToken(view.bytes, anchor, at));
  }
}

function textStep({ view, marks }: DecodedText): Step {
  return (start, end) => {
    let used = 0;
    const first = indexOfOffset(view, start);
    for (let i = first; i < marks.length && (view.from[i] ?? end) < end; i++) {
      // What stands before the first byte is not inside.
      const own = i > first || (view.to[i] ?? 0) - (view.from[i] ?? 0) > 1;
      if (own) used |= marks[i] ?? 0;
    }
    return textEncodings.filter((_, bit) => (used & (1 << bit)) !== 0);
  };
}

function base64Step(outer: View): Step {
  return (start, end) => {
    for (let i = indexOfOffset(outer, start); i < outer.bytes.length && (outer.from[i] ?? end) < end; i++) {
      if (outer.bytes[i] === 0x2d || outer.bytes[i] === 0x5f) return ["base64url"];
    }
    return ["base64"];
  };
}
