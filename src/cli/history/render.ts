import type { HistoryRecord } from "../../app/history/history-request.ts";
import { visible } from "../../report/visible.ts";
import { count, moment, size } from "../../report/words.ts";

/** Histories as a list for a terminal that ends with the progress of all, or as JSON. */
export function renderHistories(histories: readonly HistoryRecord[], format: "text" | "json"): string {
  if (format === "json") return `${JSON.stringify({ version: 1, histories }, null, 2)}\n`;
  const lines = histories.map(
    ({ repository, part, state, keys, scannedAt, reason }) =>
      `${state.padEnd(11)}  ${(scannedAt === null ? "never" : moment(scannedAt)).padEnd(20)}  ${repository}${
        part === "wiki" ? " (wiki)" : ""
      }  ${count(keys, "key")}${reason === null ? "" : `  ${reason}`}`,
  );
  return `${[...lines, progressOf(histories)].map(visible).join("\n")}\n`;
}

function progressOf(histories: readonly HistoryRecord[]): string {
  const done = histories.filter(({ state }) => state === "scanned");
  const waiting = histories.filter(({ state }) => state === "waiting");
  const copied = histories.reduce((sum, { bytes }) => sum + bytes, 0);
  const left = waiting.reduce((sum, history) => sum + history.size * 1_000, 0);
  return `${done.length} of ${count(histories.length, "history", "histories")} scanned, ${size(copied)} copied; ${count(waiting.length, "history", "histories")} of about ${size(left)} left`;
}
