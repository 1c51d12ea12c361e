#!/usr/bin/env node
import { nodeRefusal, oldestNode } from "../node-version.ts";

// Everything else is loaded after this check: on an older Node it may not even parse.
const refusal = nodeRefusal(process.versions.node, oldestNode);
if (refusal === null) import("./start.ts").then(({ start }) => start(process), fail);
else end(refusal, 2);

/** A file of the installation is missing or damaged. */
function fail(error: Error): void {
  end(`This is a defect of Keyhawk, or of its installation: ${error.stack}`, 70);
}

function end(sentence: string, exitCode: number): void {
  process.exitCode = exitCode;
  process.stderr.write(`keyhawk-app: ${sentence}\n`);
}
