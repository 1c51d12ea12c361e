import { packType } from "./entries.ts";
import type { Pack } from "./object-store.ts";
import { openPack, type PackWalker } from "./walk.ts";

/** Objects of packs, read from several threads: all of it is shared memory or copied. */
export interface PackWork {
  readonly packs: readonly Pack[];
  /** Pairs of a pack and one of its objects that is stored whole. */
  readonly roots: Int32Array;
  /** The next pair that nobody has taken yet. */
  readonly cursor: Int32Array;
}

/** An object that may matter, copied. */
export interface PackedObject {
  readonly id: string;
  readonly type: "blob" | "commit" | "tag";
  readonly bytes: Uint8Array;
}

/** What became of some objects. */
export interface PackReport {
  readonly relevant: readonly PackedObject[];
  /** Ids that git must be asked for. */
  readonly left: readonly string[];
  readonly documents: number;
  readonly bytes: number;
  readonly commits: number;
}

/** Roots that are taken at once. */
const batchRoots = 16;
/** A report is made when it holds this much. */
const reportBytes = 1024 * 1024;
const reportObjects = 4096;

/** Lists the work of all packs. */
export function createPackWork(packs: readonly Pack[]): PackWork {
  const pairs: number[] = [];
  for (const [number, { entries }] of packs.entries()) {
    for (let at = 0; at < entries.count; at++) {
      const wholeText = (entries.base[at] ?? -1) === -1 && entries.type[at] !== packType.tree;
      if (wholeText) pairs.push(number, at);
    }
  }
  const roots = new Int32Array(new SharedArrayBuffer(pairs.length * 4));
  roots.set(pairs);
  return { packs, roots, cursor: new Int32Array(new SharedArrayBuffer(4)) };
}

/** Packs that are open, so that it does not matter when somebody removes them. */
export interface OpenPacks {
  /** Takes work until there is none left; several threads may do so at once. */
  read(): Generator<PackReport>;
  close(): void;
}

/** Opens all packs. Throws when one is not there any more. */
export function openPacks({ packs, roots, cursor }: PackWork): OpenPacks {
  const report = createReport();
  const walkers: PackWalker[] = [];
  const close = () => {
    for (const walker of walkers.splice(0)) walker.close();
  };
  try {
    for (const { path, entries, wanted } of packs) {
      const typeOf = (entry: number) => typeName(entries.type[entry]);
      const idOf = (entry: number) =>
        Buffer.from(entries.ids.subarray(entry * entries.idBytes, (entry + 1) * entries.idBytes)).toString("hex");
      walkers.push(
        openPack(path, entries, wanted, {
          relevant: (entry, bytes) =>
            report.add({ id: idOf(entry), type: typeOf(entry), bytes: Uint8Array.prototype.slice.call(bytes) }),
          clean: (entry, size) => report.count(typeOf(entry), size),
          left: (entry) => report.leave(idOf(entry)),
          isFull: report.isFull,
        }),
      );
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    *read() {
      const count = roots.length / 2;
      for (;;) {
        const from = Atomics.add(cursor, 0, batchRoots);
        if (from >= count) break;
        for (let root = from; root < Math.min(count, from + batchRoots); root++) {
          const walker = walkers[roots[root * 2] ?? 0];
          if (walker === undefined) continue;
          for (const _ of walker.walk(roots[root * 2 + 1] ?? 0)) yield report.take();
          if (report.isFull()) yield report.take();
        }
      }
      yield report.take();
    },
    close,
  };
}

function typeName(type: number | undefined): PackedObject["type"] {
  return type === packType.commit ? "commit" : type === packType.tag ? "tag" : "blob";
}

function createReport() {
  let relevant: PackedObject[] = [];
  let left: string[] = [];
  let held = 0;
  let documents = 0;
  let bytes = 0;
  let commits = 0;
  return {
    add(object: PackedObject): void {
      relevant.push(object);
      held += object.bytes.length;
      if (object.type === "commit") commits += 1;
    },
    count(type: PackedObject["type"], size: number): void {
      documents += 1;
      bytes += size;
      if (type === "commit") commits += 1;
    },
    leave(id: string): void {
      left.push(id);
    },
    isFull: () => held >= reportBytes || documents + left.length >= reportObjects,
    take(): PackReport {
      const report = { relevant, left, documents, bytes, commits };
      relevant = [];
      left = [];
      held = documents = bytes = commits = 0;
      return report;
    },
  };
}
