import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { PackedObject, PackReport, PackWork } from "./pack-reader.ts";
import { readPacks } from "./pack-reader.ts";
import type { PackOrder } from "./pack-worker.ts";
import { workerScript } from "./worker-script.ts";

/** Starting a thread takes longer than to read so little. */
const smallWork = 4 * 1024 * 1024;
/** More would be faster on large machines, at some 60 MB each. */
const mostThreads = 2;

/** Threads that read packs. They start before it is known what there is to read, since starting takes them a while. */
export interface PackThreads {
  /** Reads everything; the order of the reports is by chance. Call it once. */
  read(work: PackWork): AsyncGenerator<PackReport>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** How many threads are worth it for packs of so many bytes. */
export function threadsFor(packBytes: number): number {
  return packBytes < smallWork ? 1 : Math.min(mostThreads, availableParallelism());
}

/** Starts threads; with one, everything is read in this thread. */
export function startPackThreads(threads: number): PackThreads {
  const script = threads < 2 ? null : workerScript("pack-worker", import.meta.url);
  if (script === null) {
    return {
      async *read(work) {
        yield* readPacks(work);
      },
      close: () => Promise.resolve(),
    };
  }
  const workers = Array.from({ length: threads }, () => new Worker(script));
  const reports: PackReport[] = [];
  let failure: Error | null = null;
  let running = threads;
  let wake = () => {};
  for (const worker of workers) {
    worker.on("message", (report: PackReport) => {
      reports.push(report);
      wake();
    });
    worker.on("error", (error: Error) => {
      failure = error;
      wake();
    });
    worker.on("exit", () => {
      running -= 1;
      wake();
    });
  }
  return {
    async *read(work) {
      const inFlight = new Int32Array(new SharedArrayBuffer(4));
      const order: PackOrder = { work, inFlight };
      for (const worker of workers) worker.postMessage(order);
      for (;;) {
        const report = reports.shift();
        if (report !== undefined) {
          yield report;
          Atomics.sub(inFlight, 0, sizeOf(report.relevant));
          Atomics.notify(inFlight, 0);
        } else if (failure !== null) {
          throw failure;
        } else if (running === 0) {
          return;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function sizeOf(objects: readonly PackedObject[]): number {
  let size = 0;
  for (const { bytes } of objects) size += bytes.length;
  return size;
}
