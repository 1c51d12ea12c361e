import { parentPort, workerData } from "node:worker_threads";
import { maskKeys } from "../../detect/mask-keys.ts";
import { scanHistory } from "../../scan-history.ts";
import { sentFindings } from "../../source/sent-findings.ts";
import type { ScanAnswer, ScanOrder } from "./scan-messages.ts";

/** The script of a thread that scans one history. */

const port = parentPort;
if (port === null) throw new Error("This script runs only as a thread.");

const { directory, ...options } = workerData as ScanOrder;
const answer: ScanAnswer = await scanHistory(directory, options).then(
  ({ findings, coverage }) => ({ coverage, ...sentFindings(findings) }),
  (error: unknown) => ({ failure: maskKeys(error instanceof Error ? error.message : "unknown") }),
);
port.postMessage(answer);
