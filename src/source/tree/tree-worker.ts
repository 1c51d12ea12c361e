import { workerData } from "node:worker_threads";
import { begin, filesOf, type TreeAnswer, type TreeOrder, type TreeThreadData } from "./messages.ts";
import { settleFiles } from "./settle-files.ts";

const { root, port, begun } = workerData as TreeThreadData;

port.on("message", (order: TreeOrder) => {
  const { number } = order;
  if (!begin(begun, number)) return;
  const answer: TreeAnswer = { number, settled: settleFiles(root, filesOf(order)) };
  port.postMessage(answer);
});
