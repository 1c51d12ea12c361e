import type { Anchor, Outer } from "./anchors/anchors.ts";
import { searchAnchors } from "./anchors/search.ts";
import { hasText, latin1 } from "./bytes.ts";
import type { Collector } from "./collector.ts";
import type { Encoding } from "./detection.ts";
import { effort } from "./effort.ts";
import { type Base64Run, decodeBase64, type ShortRun } from "./encodings/base64.ts";
import { type BreakOffsets, breaksIn } from "./encodings/breaks.ts";
import { decodeDump } from "./encodings/dump.ts";
import { decodeHex } from "./encodings/hex.ts";
import { type DecodedText, decodeText, textEncodings } from "./encodings/text-encoding.ts";
import { decodeWide, type WideEncoding } from "./encodings/wide.ts";
import { accessTokenStart, isBesideTokenName } from "./kinds/access-token.ts";
import { matchText } from "./kinds/match-text.ts";
import { shortestCredential } from "./reach.ts";
import { indexOfOffset, type View } from "./view.ts";

/** One decoding on the way to a text: the encodings decoded between two original offsets. */
type Step = (start: number, end: number) => Encoding[];

/** A text being searched, and how it was decoded. */
export interface Layer {
  readonly view: View;
  /** Offset of the window in the searched bytes. */
  readonly base: number;
  /** Ends of the joints and base64 line ends removed so far. */
  readonly breaks: readonly BreakOffsets[];
  /** Outermost first. */
  readonly steps: readonly Step[];
  /** True when the text around an encoded value identifies it as a Codex access token, as in a Kubernetes Secret. */
  readonly isNamed?: boolean;
  /** Whether the whole data is binary; absent when only the text itself can show it. */
  readonly isBinary?: () => boolean;
}

/** Characters of base64 that encode this many bytes. */
const fewestCharacters = Math.floor((shortestCredential * 4) / 3);

/** Passes over the text encodings of one layer: two, as in a percent-encoded entity. */
const textPasses = 2;

/** Searches a text directly, with its text encodings decoded, and `depth` layers deep inside base64, UTF-16 and hex. */
export function searchLayer(layer: Layer, depth: number, collector: Collector): void {
  searchReadings(readings(layer), depth, collector);
}

/** The same for a text whose decoded forms are known. */
export function searchReadings(layers: readonly Layer[], depth: number, collector: Collector): void {
  for (const reading of layers) {
    collect(reading, collector);
    if (depth > 0) searchInside(reading, depth, collector);
  }
}

/** The text itself, and with its text encodings decoded once and twice. */
export function readings(layer: Layer): Layer[] {
  const all = [layer];
  let current = layer;
  for (let pass = 0; pass < textPasses; pass++) {
    const decoded = decodeText(current.view);
    if (decoded.used === 0) break;
    const breaks = decoded.joints.length === 0 ? current.breaks : [...current.breaks, decoded.joints];
    current = { ...current, view: decoded.view, breaks, steps: [...current.steps, textStep(decoded)] };
    all.push(current);
  }
  return all;
}

/** Decodes the run around index `at` of a layer and searches it, unless `done` contains it already. */
export function searchEncoded(
  layer: Layer,
  at: number,
  { outer, phase }: Pick<Anchor, "outer" | "phase">,
  depth: number,
  done: Progress,
  collector: Collector,
): View | null {
  if (done.includes(at, outer, phase)) return null;
  const searchDecoded = (view: View, lineEnds: BreakOffsets, step: Step) => {
    if (view.bytes.length < shortestCredential) return;
    const breaks = lineEnds.length === 0 ? layer.breaks : [...layer.breaks, lineEnds];
    const isNamed = hasText(view.bytes, 0, accessTokenStart) && isBesideTokenName(layer.view.bytes, at);
    searchLayer({ view, base: layer.base, breaks, steps: [...layer.steps, step], isNamed }, depth - 1, collector);
  };
  if (outer === "base64") {
    const run = decodeBase64(layer.view, at, phase, fewestCharacters);
    done.addRun(run);
    if (run.view !== null) searchDecoded(run.view, run.breaks, base64Step(layer.view));
    return run.view;
  }
  if (!changesLetters(outer)) return null;
  const view = decodeRun(layer.view, at, outer);
  effort.bytes += view.bytes.length;
  done.addView(layer.view, at, outer, view);
  searchDecoded(view, [], () => [outer === "dump" ? "hex" : outer]);
  return view;
}

type Run = WideEncoding | "hex" | "dump";

function decodeRun(outer: View, at: number, encoding: Run): View {
  if (encoding === "hex") return decodeHex(outer, at);
  return encoding === "dump" ? decodeDump(outer, at) : decodeWide(outer, at, encoding);
}

const lettersChange: ReadonlySet<Outer> = new Set<Outer>([
  ...(["base64", "hex", "dump", "utf-16le", "utf-16be", "utf-32le", "utf-32be"] as const),
]);

function changesLetters(outer: Outer): outer is Run | "base64" {
  return lettersChange.has(outer);
}

function searchInside(layer: Layer, depth: number, collector: Collector): void {
  const done = new Progress();
  searchAnchors(layer.view.bytes, (anchor, at) => {
    if (changesLetters(anchor.outer)) searchEncoded(layer, at + anchor.lead, anchor, depth, done, collector);
    return 0;
  });
}

/** A decoded run, and the last anchor in it: anchors come in roughly ascending order. */
interface DoneRun {
  readonly run: Base64Run;
  cursor: number;
}

/** The runs of a layer decoded so far, so that many anchors in one run cost one decoding. */
export class Progress {
  /** By encoding and by the remainder of an index, since units of different alignments are adjacent. */
  readonly #ends = new Map<string, number>();
  readonly #runs: DoneRun[] = [];
  #short: ShortRun | null = null;

  includes(at: number, outer: Outer, phase: number): boolean {
    if (outer !== "base64") return at < (this.#ends.get(phaseOf(outer, at)) ?? -1);
    if (this.#short !== null && at >= this.#short.first && at <= this.#short.last) return true;
    for (const done of this.#runs) if (isIn(done, at, phase)) return true;
    return false;
  }

  addRun(run: Base64Run | ShortRun): void {
    if (run.view === null) {
      this.#short = run;
      return;
    }
    this.#runs.unshift({ run, cursor: 0 });
    // One for each position within a group of four.
    this.#runs.length = Math.min(this.#runs.length, 4);
  }

  addView(layer: View, at: number, outer: Run, view: View): void {
    this.#ends.set(phaseOf(outer, at), indexOfOffset(layer, view.to[view.to.length - 1] ?? 0));
  }
}

function phaseOf(outer: Outer, at: number): string {
  return outer === "dump" ? outer : `${outer}:${at & (outer.startsWith("utf-32") ? 3 : 1)}`;
}

function isIn(done: DoneRun, at: number, phase: number): boolean {
  const { indexes, phase: start } = done.run;
  const first = indexes[0] ?? 0;
  if (at < first || at > (indexes[indexes.length - 1] ?? 0)) return false;
  let { cursor } = done;
  while (cursor > 0 && (indexes[cursor] as number) > at) cursor--;
  while ((indexes[cursor] as number) < at) cursor++;
  done.cursor = cursor;
  return indexes[cursor] === at && (start + cursor) % 4 === phase;
}

function collect({ view, base, breaks, steps, isNamed, isBinary }: Layer, collector: Collector): void {
  const context = { breaks: breaksIn(view, breaks), isNamed: isNamed === true, isBinary: isBinary ?? isNever };
  matchText(view.bytes, context, (match) => {
    const start = view.from[match.start] ?? 0;
    const end = view.to[match.end - 1] ?? 0;
    const encoding = steps.flatMap((step) => step(start, end));
    collector.add(match, latin1(view.bytes, match.start, match.end), base + start, base + end, encoding);
  });
}

const isNever = () => false;

/** A joint is between bytes; none is written as one. */
const joined = 1 << textEncodings.indexOf("concatenation");

function textStep({ view, marks }: DecodedText): Step {
  return (start, end) => {
    let used = 0;
    const first = indexOfOffset(view, start);
    for (let i = first; i < marks.length && (view.from[i] ?? end) < end; i++) {
      // Bytes before the first one are not inside.
      if (i > first) used |= marks[i] ?? 0;
      else if ((view.to[i] ?? 0) - (view.from[i] ?? 0) > 1) used |= (marks[i] ?? 0) & ~joined;
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
