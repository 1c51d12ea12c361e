import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { anchors } from "../src/detect/anchors/anchors.ts";
import { triggers } from "../src/detect/anchors/triggers.ts";

/*
 * Searches for the triggers of `src/detect/anchors/triggers.ts`: eight patterns of three consecutive bytes such that every
 * anchor contains one, but source text and compiled code hardly any. Each anchor assigns one of its offsets to a pattern,
 * which grows to allow it. The search removes some anchors, puts them back where they cost least, and accepts the result
 * if it is better or, early on, only a little worse. Run it after adding or changing an anchor and commit its output, since
 * an anchor without a trigger is never found; the test of the anchor search fails until then. `node scripts/triggers.ts`
 * takes about ten minutes and starts from the present triggers; another `--seed` gives another result.
 */

const root = resolve(import.meta.dirname, "..");
const kinds = 8;
const places = 3;
const text = { files: /\.(?:[cm]?[jt]s|json|md|map|css)$/, samples: 200_000 };
/** Programs and libraries, which contain most of the UTF-16 in a work tree. */
const compiled = { files: /\.(?:node|wasm|so(?:\.\d+)*)$|\/bin\/node$/, samples: 90_000 };
/** Quotes in a row, of which hostile text consists: each three of them count as often as this many samples. */
const quotes = { characters: "\"'`", samples: 200 };
/** Looking up three bytes that an anchor has costs this many times what rejecting others does. */
const exactWeight = 2;
/** Share of the cost by which an early step may be worse. */
const startTemperature = 0.01;
/** Most anchors removed at once: more would be a restart. */
const mostTakenOut = 400;
/** Offsets tried in a long anchor. */
const mostOffsets = 14;

const { values: given } = parseArgs({
  options: { steps: { type: "string", default: "90000" }, seed: { type: "string", default: "7" } },
});
const steps = Number(given.steps);

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomNumbers(Number(given.seed));
const below = (limit: number) => Math.floor(random() * limit);

/** Three bytes in a row that occur in source text and compiled code, and how often. */
interface Sample {
  readonly bytes: readonly Uint8Array[];
  readonly counts: ReadonlyMap<number, number>;
  readonly weights: Uint32Array;
  readonly total: number;
}

function takeSample(): Sample {
  const files = readdirSync(join(root, "node_modules"), { recursive: true, withFileTypes: true })
    // Tools store caches beside the packages, and those of the tests contain these anchors.
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules/."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const counts = new Map<number, number>();
  for (const { files: pattern, samples } of [text, compiled]) {
    const all = Buffer.concat(files.filter((file) => pattern.test(file)).map((file) => readFileSync(file)));
    for (let i = 0; i < samples; i++) {
      const gram = all.readUIntLE(below(all.length - places), places);
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  }
  for (const a of Buffer.from(quotes.characters)) {
    for (const b of Buffer.from(quotes.characters)) {
      for (const c of Buffer.from(quotes.characters)) {
        const gram = numberOf(Uint8Array.of(a, b, c));
        counts.set(gram, (counts.get(gram) ?? 0) + quotes.samples);
      }
    }
  }
  const grams = [...counts.keys()];
  const bytes = [0, 8, 16].map((shift) => Uint8Array.from(grams, (gram) => gram >> shift));
  return { bytes, counts, weights: Uint32Array.from(counts.values()), total: text.samples + compiled.samples };
}

function numberOf(gram: Uint8Array): number {
  return (gram[0] as number) | ((gram[1] as number) << 8) | ((gram[2] as number) << 16);
}

const sample = takeSample();
const size = sample.weights.length;
const choices = anchors.map(({ bytes }) =>
  Array.from({ length: Math.min(bytes.length - places + 1, mostOffsets) }, (_, at) => bytes.subarray(at, at + places)),
);

/** What a kind allows at each place, and the anchors that chose it, each with the bytes it holds there. */
interface Kind {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly members: Map<number, Uint8Array>;
}

function widen({ low, high }: Pick<Kind, "low" | "high">, gram: Uint8Array): void {
  gram.forEach((byte, place) => {
    low[place] = (low[place] ?? 0) | (1 << (byte & 15));
    high[place] = (high[place] ?? 0) | (1 << (byte >> 4));
  });
}

function allows({ low, high }: Pick<Kind, "low" | "high">, place: number, byte: number): number {
  return ((low[place] ?? 0) >> (byte & 15)) & ((high[place] ?? 0) >> (byte >> 4)) & 1;
}

function covers(kind: Kind, gram: Uint8Array): boolean {
  for (let place = 0; place < places; place++) if (allows(kind, place, gram[place] as number) === 0) return false;
  return true;
}

function without(kind: Kind, taken: ReadonlySet<number>): Kind {
  const left: Kind = { low: new Int32Array(places), high: new Int32Array(places), members: new Map() };
  for (const [anchor, gram] of kind.members) {
    if (taken.has(anchor)) continue;
    left.members.set(anchor, gram);
    widen(left, gram);
  }
  return left;
}

/** By byte, the kinds that allow it at a place, a bit for each. */
function tableOf(all: readonly Pick<Kind, "low" | "high">[], place: number): Uint8Array {
  const table = new Uint8Array(256);
  all.forEach((kind, bit) => {
    for (let byte = 0; byte < 256; byte++) table[byte] = (table[byte] as number) | (allows(kind, place, byte) << bit);
  });
  return table;
}

/** Indexes of the sample that no kind allows yet, and the part of the text that some kind allows. */
function divide(all: readonly Kind[]): { readonly free: Int32Array; readonly cost: number } {
  const [first, second, third] = [0, 1, 2].map((place) => tableOf(all, place)) as [Uint8Array, Uint8Array, Uint8Array];
  const [a, b, c] = sample.bytes as [Uint8Array, Uint8Array, Uint8Array];
  const free = new Int32Array(size);
  let count = 0;
  let weight = 0;
  for (let i = 0; i < size; i++) {
    const allowed =
      (first[a[i] as number] as number) & (second[b[i] as number] as number) & (third[c[i] as number] as number);
    if (allowed === 0) free[count++] = i;
    else weight += sample.weights[i] as number;
  }
  return { free: free.subarray(0, count), cost: weight / sample.total };
}

/** Used again and again by {@link costOf}, which is where the time goes. */
const widerTables = Array.from({ length: places }, () => new Uint8Array(256));

/** Weight of what `kind` would allow of `free` if it allowed `gram`; not less than `bound` when it is not. */
function costOf(free: Int32Array, kind: Kind, gram: Uint8Array, bound: number): number {
  const [first, second, third] = widerTables as [Uint8Array, Uint8Array, Uint8Array];
  for (let place = 0; place < places; place++) {
    const byte = gram[place] as number;
    const low = (kind.low[place] as number) | (1 << (byte & 15));
    const high = (kind.high[place] as number) | (1 << (byte >> 4));
    const table = widerTables[place] as Uint8Array;
    for (let value = 0; value < 256; value++) table[value] = (low >> (value & 15)) & (high >> (value >> 4)) & 1;
  }
  const [a, b, c] = sample.bytes as [Uint8Array, Uint8Array, Uint8Array];
  let weight = 0;
  for (let k = 0; k < free.length && weight < bound; k++) {
    const i = free[k] as number;
    const allowed =
      (first[a[i] as number] as number) & (second[b[i] as number] as number) & (third[c[i] as number] as number);
    if (allowed !== 0) weight += sample.weights[i] as number;
  }
  return weight;
}

interface Choice {
  readonly kind: Kind;
  readonly gram: Uint8Array;
}

/** The three bytes that anchors chose in any kind. */
function chosenGrams(all: readonly Kind[]): Set<number> {
  return new Set(all.flatMap(({ members }) => [...members.values()].map(numberOf)));
}

/** Weight of the lookups that follow when an anchor chooses these bytes. */
function exactCost(gram: number): number {
  return exactWeight * (sample.counts.get(gram) ?? 0);
}

function cheapest(anchor: number, all: readonly Kind[], free: Int32Array, chosen: ReadonlySet<number>): Choice {
  let best: (Choice & { readonly cost: number }) | null = null;
  // Those that cost nothing come first.
  const options = (choices[anchor] ?? []).flatMap((gram) => {
    const number = numberOf(gram);
    const exact = chosen.has(number) ? 0 : exactCost(number);
    return all.map((kind) => ({ kind, gram, exact, isCovered: covers(kind, gram) }));
  });
  for (const { kind, gram, exact, isCovered } of options) {
    if (!isCovered || (best !== null && exact >= best.cost)) continue;
    best = { kind, gram, cost: exact };
    if (exact === 0) return best;
  }
  for (const { kind, gram, exact, isCovered } of options) {
    if (isCovered || (best !== null && exact > best.cost)) continue;
    const cost = exact + costOf(free, kind, gram, best === null ? sample.total + 1 : best.cost - exact + 1);
    const smaller = best !== null && cost === best.cost && kind.members.size < best.kind.members.size;
    if (best === null || cost < best.cost || smaller) best = { kind, gram, cost };
  }
  if (best === null) throw new Error("An anchor is shorter than a trigger.");
  return best;
}

/** Gives each of `list` to the kind that it costs least; answers the costs of all. */
function place(list: readonly number[], all: readonly Kind[]): number {
  let { free, cost } = divide(all);
  const chosen = chosenGrams(all);
  for (const anchor of list) {
    const { kind, gram } = cheapest(anchor, all, free, chosen);
    const known = covers(kind, gram);
    kind.members.set(anchor, gram);
    chosen.add(numberOf(gram));
    if (known) continue;
    widen(kind, gram);
    ({ free, cost } = divide(all));
  }
  return cost + [...chosen].reduce((sum, gram) => sum + exactCost(gram), 0) / sample.total;
}

/** In random order; those with the fewest places first, most of the time. */
function ordered(list: readonly number[]): number[] {
  const ranked = list.map((anchor) => ({ anchor, rank: random() }));
  const byFreedom = random() < 0.7;
  const freedom = (anchor: number) => (byFreedom ? (choices[anchor]?.length ?? 0) : 0);
  ranked.sort((x, y) => freedom(x.anchor) - freedom(y.anchor) || x.rank - y.rank);
  return ranked.map(({ anchor }) => anchor);
}

/** Anchors to take out: all that need one half of a byte of one kind, or a few of every kind. */
function chooseTaken(all: readonly Kind[]): Set<number> {
  const taken = new Set<number>();
  if (random() < 0.5) {
    const kind = all[below(kinds)];
    const at = below(places);
    const shift = random() < 0.5 ? 4 : 0;
    const grams = [...(kind?.members.values() ?? [])];
    const half = ((grams[below(grams.length)]?.[at] ?? 0) >> shift) & 15;
    for (const [anchor, gram] of kind?.members ?? []) if ((((gram[at] ?? 0) >> shift) & 15) === half) taken.add(anchor);
    return taken.size > mostTakenOut ? new Set() : taken;
  }
  const part = 0.01 + random() * 0.06;
  for (const { members } of all) for (const anchor of members.keys()) if (random() < part) taken.add(anchor);
  return taken;
}

/** The present triggers with the anchors that they allow: the search goes on from there. */
function presentKinds(): Kind[] {
  const present = triggers.map((trigger): Kind => {
    const halves = (half: 0 | 1) => Int32Array.from(trigger, (at) => at[half]);
    return { low: halves(0), high: halves(1), members: new Map() };
  });
  for (const [anchor, grams] of choices.entries()) {
    for (const gram of grams) {
      const kind = present.find((each) => covers(each, gram));
      if (kind === undefined) continue;
      kind.members.set(anchor, gram);
      break;
    }
  }
  return present.map((kind) => without(kind, new Set()));
}

function searchKinds(): readonly Kind[] {
  let current = presentKinds();
  const placed = new Set(current.flatMap(({ members }) => [...members.keys()]));
  let cost = place(ordered([...anchors.keys()].filter((anchor) => !placed.has(anchor))), current);
  let best = current;
  let bestCost = cost;
  for (let step = 0; step < steps; step++) {
    const left = 1 - step / steps;
    const taken = chooseTaken(current);
    if (taken.size === 0) continue;
    const tried = current.map((kind) => without(kind, taken));
    const triedCost = place(ordered([...taken]), tried);
    if (triedCost > cost * (1 + startTemperature * left * -Math.log(random() + Number.EPSILON))) continue;
    current = tried;
    cost = triedCost;
    if (cost >= bestCost) continue;
    best = current;
    bestCost = cost;
  }
  const marked = divide(best).cost;
  console.log(
    `${(marked * 100).toFixed(3)} % of the bytes of the sample start a trigger; with lookups ${(bestCost * 100).toFixed(3)} %.`,
  );
  return best;
}

function hex(value: number | undefined): string {
  return `0x${(value ?? 0).toString(16).padStart(4, "0")}`;
}

function render(all: readonly Kind[]): string {
  const rows = all.map(({ low, high }) => [0, 1, 2].map((at) => `    [${hex(low[at])}, ${hex(high[at])}],\n`).join(""));
  return `[\n${rows.map((row) => `  [\n${row}  ],\n`).join("")}]`;
}

const file = join(root, "src", "detect", "anchors", "triggers.ts");
const found = render(searchKinds());
writeFileSync(
  file,
  readFileSync(file, "utf8").replace(/(?<== )\[\n[\s\S]*\n\](?=;)/, () => found),
);
