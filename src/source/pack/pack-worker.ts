import { workerData } from "node:worker_threads";
import { bytesIn, type PackMessage, type PackOrder, packPhase, packState } from "./messages.ts";
import { openPacks, type PackReport, type PackWork } from "./reader.ts";

/** Bytes of found objects that may wait for the main thread. */
const inFlightBytes = 16 * 1024 * 1024;

const { port, state } = workerData as PackOrder;

port.once("message", (work: PackWork) => {
  const packs = opened(work);
  if (packs !== null && Atomics.compareExchange(state, packState.phase, 0, packPhase.begun) === 0) {
    for (const report of packs.read()) send(report);
  }
  packs?.close();
  port.postMessage("end" satisfies PackMessage);
});

/** Null when the packs are gone: the main thread, which has them open, reads everything then. */
function opened(work: PackWork): ReturnType<typeof openPacks> | null {
  try {
    return openPacks(work);
  } catch {
    return null;
  }
}

function send(report: PackReport): void {
  const waiting = () => Atomics.load(state, packState.inFlight);
  for (let bytes = waiting(); bytes > inFlightBytes; bytes = waiting()) {
    Atomics.wait(state, packState.inFlight, bytes);
  }
  Atomics.add(state, packState.inFlight, bytesIn(report));
  port.postMessage(
    report satisfies PackMessage,
    report.relevant.map(({ bytes }) => bytes.buffer as ArrayBuffer),
  );
}
