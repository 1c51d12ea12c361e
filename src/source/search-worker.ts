import { parentPort } from "node:worker_threads";
import { maskKeys } from "../detect/mask-keys.ts";
import { searchDocument } from "./search-document.ts";
import type { SearchAnswer, SearchOrder } from "./search-messages.ts";
import { sentFindings } from "./sent-findings.ts";

/** The script of a thread that searches documents. */

const port = parentPort;
if (port === null) throw new Error("This script runs only as a thread.");

port.on("message", async ({ number, document, options }: SearchOrder) => {
  const answer: SearchAnswer = await searchDocument(document, options).then(
    ({ findings, ...searched }) => ({ number, result: { searched, ...sentFindings(findings) } }),
    (error: unknown) => ({ number, result: { failure: maskKeys(error instanceof Error ? error.message : "unknown") } }),
  );
  port.postMessage(answer);
});
