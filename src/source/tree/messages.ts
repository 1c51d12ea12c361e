import type { MessagePort } from "node:worker_threads";
import type { Settled, TreeFile } from "./settle-files.ts";

/** Work for the thread, and its result. One string is transferred several times faster than many objects. */
export interface TreeOrder {
  readonly number: number;
  /** Paths of the files, with a zero byte between them. */
  readonly paths: string;
  /** The `raw` of those files that have one. */
  readonly raw: readonly (Uint8Array | null)[] | null;
}
export interface TreeAnswer {
  readonly number: number;
  readonly settled: Settled;
}

/** An order for one or more files. */
export function orderOf(number: number, files: readonly TreeFile[]): TreeOrder {
  const raw = files.some((file) => file.raw !== null) ? files.map((file) => file.raw) : null;
  return { number, paths: files.map(({ path }) => path).join("\0"), raw };
}

/** The files from which {@link orderOf} made the order. */
export function filesOf({ paths, raw }: TreeOrder): TreeFile[] {
  return paths.split("\0").map((path, index) => ({ path, raw: raw?.[index] ?? null }));
}

/** What both threads know from the start. */
export interface TreeThreadData {
  /** Folder of the tree, with a final separator. */
  readonly root: string;
  readonly port: MessagePort;
  /** For each pending order, by its number modulo the length: 1 when a thread has started it. */
  readonly begun: Int32Array;
}

/** True for the thread that may start an order: the first one to ask. */
export function begin(begun: Int32Array, number: number): boolean {
  return Atomics.compareExchange(begun, number % begun.length, 0, 1) === 0;
}
