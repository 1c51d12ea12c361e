import { availableParallelism } from "node:os";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { workerScript } from "../worker-script.ts";
import { begin, orderOf, type TreeAnswer, type TreeThreadData } from "./messages.ts";
import type { Settled, TreeFile } from "./settle-files.ts";

/** Orders queued for the thread, so that it never waits while this one reads a large file or an archive. */
const mostOrders = 64;

/** Files handed over, and the callback for their result. */
export interface Order {
  readonly files: readonly TreeFile[];
  done(settled: Settled): void;
}

/** A second thread that settles files. */
export interface TreeThread {
  /**
   * Hands files over; false when there are none or the thread has enough to do. `done` is called during a later call.
   */
  give(files: readonly TreeFile[], done: (settled: Settled) => void): boolean;
  /** Returns the last order that the thread has not started, or null; may call `done` of others first. */
  takeBack(): Order | null;
  /** Resolves when every order was answered or returned, or the thread has exited early. */
  finish(): Promise<void>;
  /** Ends the thread. */
  close(): Promise<void>;
}

/** Null when there is only one core, or no script to run. */
export function startTreeThread(root: string): TreeThread | null {
  const script = availableParallelism() > 1 ? workerScript("tree-worker", import.meta.url) : null;
  if (script === null) return null;
  const { port1: port, port2 } = new MessageChannel();
  const begun = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * mostOrders));
  const data: TreeThreadData = { root, port: port2, begun };
  const worker = new Worker(script, { workerData: data, transferList: [port2] });
  const orders = new Map<number, Order>();
  let number = 0;
  let hasEnded = false;
  let wake = () => {};
  const answered = (answer: TreeAnswer) => {
    orders.get(answer.number)?.done(answer.settled);
    orders.delete(answer.number);
    if (orders.size === 0) wake();
  };
  // Works without a turn of the event loop.
  const receive = () => {
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
      answered(next.message as TreeAnswer);
    }
  };
  const ended = () => {
    hasEnded = true;
    wake();
  };
  worker.on("error", (error: Error) => {
    process.emitWarning(`A thread of the scan ended (${error.message}); its files are read again, on one core.`, {
      type: "KeyhawkWarning",
      code: "KEYHAWK_WORKER_ENDED",
    });
  });
  worker.on("exit", ended);
  return {
    give(files, done) {
      receive();
      if (hasEnded || orders.size >= mostOrders || files.length === 0) return false;
      orders.set(number, { files, done });
      begun[number % mostOrders] = 0;
      port.postMessage(orderOf(number, files));
      number++;
      return true;
    },
    takeBack() {
      receive();
      for (const [id, order] of [...orders].reverse()) {
        if (!begin(begun, id)) continue;
        orders.delete(id);
        return order;
      }
      return null;
    },
    async finish() {
      port.on("message", answered);
      while (orders.size > 0 && !hasEnded) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async close() {
      port.close();
      await worker.terminate();
    },
  };
}
