import { parentPort } from "node:worker_threads";
import { type PackWork, readPacks } from "./pack-reader.ts";

/** What the main thread hands to a thread that reads packs. */
export interface PackOrder {
  readonly work: PackWork;
  /** Bytes that were sent and not taken yet; the thread waits while it is above the bound. */
  readonly inFlight: Int32Array;
}

/** Bytes of found objects that may wait for the main thread. */
const inFlightBytes = 32 * 1024 * 1024;

parentPort?.once("message", ({ work, inFlight }: PackOrder) => {
  for (const report of readPacks(work)) {
    let size = 0;
    for (const { bytes } of report.relevant) size += bytes.length;
    for (let waiting = Atomics.load(inFlight, 0); waiting > inFlightBytes; waiting = Atomics.load(inFlight, 0)) {
      Atomics.wait(inFlight, 0, waiting);
    }
    Atomics.add(inFlight, 0, size);
    parentPort?.postMessage(
      report,
      report.relevant.map(({ bytes }) => bytes.buffer as ArrayBuffer),
    );
  }
});
