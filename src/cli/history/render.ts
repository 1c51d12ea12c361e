import type { HistoryRecord } from "../../app/history/history-request.ts";
import { visible } from "../../report/visible.ts";
import { count, lapse, moment, size } from "../../report/words.ts";
import { type HistoryProgress, progressOf } from "./progress.ts";

/** Histories as a list for a terminal that ends with the progress of all, or as JSON. */
export function renderHistories(histories: readonly HistoryRecord[], format: "text" | "json"): string {
  if (format === "json")
    return `${JSON.stringify({ version: 1, progress: progressOf(histories), histories }, null, 2)}\n`;
  const lines = histories.map(
    ({ repository, part, state, keys, scannedAt, reason }) =>
      `${state.padEnd(11)}  ${(scannedAt === null ? "never" : moment(scannedAt)).padEnd(20)}  ${repository}${
        part === "wiki" ? " (wiki)" : ""
      }  ${count(keys, "key")}${reason === null ? "" : `  ${reason}`}`,
  );
  return `${[...lines, sentence(progressOf(histories))].map(visible).join("\n")}\n`;
}

function sentence({ histories, scanned, bytes, waiting, bytesLeft, timeLeft }: HistoryProgress): string {
  const time = timeLeft === null ? "" : `, for about ${lapse(timeLeft)}`;
  return `${scanned} of ${count(histories, "history", "histories")} scanned, ${size(bytes)} copied; ${count(waiting, "history", "histories")} of about ${size(bytesLeft)} left${time}`;
}
