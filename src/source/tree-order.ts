import type { MessagePort } from "node:worker_threads";
import type { Settled, TreeFile } from "./settle-files.ts";

/** Work for the thread, and its answer. */
export interface TreeOrder {
  readonly number: number;
  readonly files: readonly TreeFile[];
}
export interface TreeAnswer {
  readonly number: number;
  readonly settled: Settled;
}

/** What both threads know from the start. */
export interface TreeThreadData {
  /** Folder of the tree, with a final separator. */
  readonly root: string;
  readonly port: MessagePort;
  /** For each order that lies ready, by its number modulo the length: 1 when one of the threads has begun it. */
  readonly begun: Int32Array;
}

/** True for the thread that may begin an order: the one that asks first. */
export function begin(begun: Int32Array, number: number): boolean {
  return Atomics.compareExchange(begun, number % begun.length, 0, 1) === 0;
}
