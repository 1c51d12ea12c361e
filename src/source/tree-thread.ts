import { availableParallelism } from "node:os";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Settled, TreeFile } from "./settle-files.ts";
import { workerScript } from "./worker-script.ts";

/** Work for the thread, and its answer. */
export interface TreeOrder {
  readonly number: number;
  readonly files: readonly TreeFile[];
}
export interface TreeAnswer {
  readonly number: number;
  readonly settled: Settled;
}

/** Orders that lie ready for the thread, so that it never waits; what this thread would wait for at the end. */
const mostOrders = 4;

/** A second thread that settles files. */
export interface TreeThread {
  /** Hands files over, unless the thread has enough to do; false then. `done` is called during a later call. */
  give(files: readonly TreeFile[], done: (settled: Settled) => void): boolean;
  /** Resolves when every order was answered, or the thread has ended early. */
  finish(): Promise<void>;
  /** Ends the thread. */
  close(): Promise<void>;
}

/** Null where there is one core only, or no file to run. */
export function startTreeThread(root: string): TreeThread | null {
  const script = availableParallelism() > 1 ? workerScript("tree-worker", import.meta.url) : null;
  if (script === null) return null;
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(script, { workerData: { root, port: port2 }, transferList: [port2] });
  const orders = new Map<number, (settled: Settled) => void>();
  let number = 0;
  let hasEnded = false;
  let wake = () => {};
  const answered = (answer: TreeAnswer) => {
    orders.get(answer.number)?.(answer.settled);
    orders.delete(answer.number);
    if (orders.size === 0) wake();
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
      // The event loop need not turn for this.
      for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
        answered(next.message as TreeAnswer);
      }
      if (hasEnded || orders.size >= mostOrders) return false;
      const order: TreeOrder = { number: number++, files };
      orders.set(order.number, done);
      port.postMessage(order);
      return true;
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
