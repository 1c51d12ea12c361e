import { availableParallelism } from "node:os";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { workerScript } from "../worker-script.ts";
import { bytesIn, type PackMessage, type PackOrder, packPhase, packState } from "./messages.ts";
import { openPacks, type PackReport, type PackWork } from "./reader.ts";

/** Starting a thread takes longer than to read so little. */
const smallWork = 4 * 1024 * 1024;
/** More would be faster on large machines, at some 60 MB each. */
const mostThreads = 2;

/** Threads that read packs. They start before it is known what there is to read, since starting takes them a while. */
export interface PackThreads {
  /** Hands the work to the other threads, which begin with it. Call it once. */
  begin(work: PackWork): void;
  /** Reads with them what is left of it; the order of the reports is by chance. */
  read(work: PackWork): AsyncGenerator<PackReport>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** How many threads are worth it for packs of so many bytes. */
export function threadsFor(packBytes: number): number {
  return packBytes < smallWork ? 1 : Math.min(mostThreads, availableParallelism());
}

/** Starts threads beside this one, which reads, too. */
export function startPackThreads(threads: number): PackThreads {
  const script = threads < 2 ? null : workerScript("pack-worker", import.meta.url);
  const helpers = script === null ? [] : Array.from({ length: threads - 1 }, () => startHelper(script));
  return {
    begin(work) {
      for (const helper of helpers) helper.order(work);
    },
    async *read(work) {
      const own = openPacks(work);
      try {
        for (const report of own.read()) {
          yield report;
          for (const helper of helpers) yield* helper.reports();
        }
      } finally {
        own.close();
      }
      for (const helper of helpers) yield* helper.rest();
    },
    async close() {
      await Promise.all(helpers.map((helper) => helper.close()));
    },
  };
}

/** One further thread. */
interface Helper {
  order(work: PackWork): void;
  /** The reports that have come. */
  reports(): Generator<PackReport>;
  /** Those that are still to come. Throws what ended the thread before its time. */
  rest(): AsyncGenerator<PackReport>;
  close(): Promise<void>;
}

function startHelper(script: URL): Helper {
  const { port1: port, port2 } = new MessageChannel();
  const state = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(script, { workerData: { port: port2, state } satisfies PackOrder, transferList: [port2] });
  let hasEnded = false;
  let failure: Error | null = null;
  let wake = () => {};
  worker.on("error", (error: Error) => {
    failure = error;
  });
  worker.on("exit", () => {
    failure ??= new Error("A thread that reads packs has ended.");
    wake();
  });

  function* taken(message: PackMessage): Generator<PackReport> {
    if (message === "end") {
      hasEnded = true;
      return;
    }
    yield message;
    Atomics.sub(state, packState.inFlight, bytesIn(message));
    Atomics.notify(state, packState.inFlight);
  }
  // The event loop need not turn for this.
  function* reports(): Generator<PackReport> {
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
      yield* taken(next.message as PackMessage);
    }
  }
  return {
    order: (work) => port.postMessage(work),
    reports,
    async *rest() {
      // A thread that has not begun has nothing that would be missed.
      if (Atomics.compareExchange(state, packState.phase, 0, packPhase.calledOff) === 0) return;
      const come: PackMessage[] = [];
      port.on("message", (message: PackMessage) => {
        come.push(message);
        wake();
      });
      while (!hasEnded) {
        for (const message of come.splice(0)) yield* taken(message);
        yield* reports();
        if (hasEnded) return;
        if (failure !== null) throw failure;
        if (come.length > 0) continue;
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
