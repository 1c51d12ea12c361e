import { Worker } from "node:worker_threads";
import type { ScanResult } from "../../scan.ts";
import { receivedFindings } from "../../source/sent-findings.ts";
import { scriptBeside } from "../../source/worker-script.ts";
import type { ScanAnswer, ScanOrder } from "./scan-messages.ts";

/** Megabytes of objects in the thread, which ends when it needs more. */
const memory = 1_024;

/**
 * Scans a history in a thread of its own: the reader of packs does not return to the event loop for seconds. Rejects when
 * the history cannot be read, when the thread runs out of memory, and when `signal` aborts it.
 */
export async function scanInThread(
  order: ScanOrder,
  signal: AbortSignal,
): Promise<Pick<ScanResult, "findings" | "coverage">> {
  signal.throwIfAborted();
  const worker = new Worker(scriptBeside("scan-worker", import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  const stop = () => void worker.terminate();
  signal.addEventListener("abort", stop);
  try {
    const answer = await new Promise<ScanAnswer>((resolve, reject) => {
      worker.once("message", resolve);
      // Its message is V8's or Node's; what a history caused is answered as a failure.
      worker.once("error", (error) =>
        reject(new Error(`The thread that scanned it ended: ${"code" in error ? error.code : error.name}`)),
      );
      worker.once("exit", () => reject(new Error("The thread that scanned it was ended")));
    });
    if ("failure" in answer) throw new Error(answer.failure);
    return { findings: receivedFindings(answer), coverage: answer.coverage };
  } finally {
    signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
