import { type MessagePort, workerData } from "node:worker_threads";
import { settleFiles } from "./settle-files.ts";
import type { TreeAnswer, TreeOrder } from "./tree-thread.ts";

const { root, port } = workerData as { readonly root: string; readonly port: MessagePort };

port.on("message", ({ number, files }: TreeOrder) => {
  const answer: TreeAnswer = { number, settled: settleFiles(root, files) };
  port.postMessage(answer);
});
