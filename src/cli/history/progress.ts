import type { HistoryRecord } from "../../app/history/history-request.ts";

/** How far the scans of histories are. */
export interface HistoryProgress {
  readonly histories: number;
  readonly scanned: number;
  /** Copied for scans so far. */
  readonly bytes: number;
  readonly waiting: number;
  /** Size of those that wait, as GitHub says. */
  readonly bytesLeft: number;
  /** Milliseconds that the rest takes at the pace so far; null when nothing waits, or nothing was scanned since it does. */
  readonly timeLeft: number | null;
}

/** Bytes whose copying takes as long as what every history takes, however small it is. */
const fixedCost = 1_000_000;

/** Sums up histories. */
export function progressOf(histories: readonly HistoryRecord[]): HistoryProgress {
  const waiting = histories.filter(({ state }) => state === "waiting");
  return {
    histories: histories.length,
    scanned: histories.filter(({ state }) => state === "scanned").length,
    bytes: histories.reduce((sum, { bytes }) => sum + bytes, 0),
    waiting: waiting.length,
    bytesLeft: waiting.reduce((sum, { size }) => sum + size * 1_000, 0),
    timeLeft: timeLeft(histories, waiting),
  };
}

function timeLeft(histories: readonly HistoryRecord[], waiting: readonly HistoryRecord[]): number | null {
  if (waiting.length === 0) return null;
  const start = Math.min(...waiting.map(({ queuedAt }) => Date.parse(queuedAt)));
  const ends = histories.flatMap((history) => {
    const end = Date.parse(history.scannedAt ?? "");
    return history.state === "scanned" && end > start ? [{ end, cost: costOf(history) }] : [];
  });
  if (ends.length === 0) return null;
  const elapsed = Math.max(...ends.map(({ end }) => end)) - start;
  const done = ends.reduce((sum, { cost }) => sum + cost, 0);
  return (elapsed * waiting.reduce((sum, history) => sum + costOf(history), 0)) / done;
}

function costOf({ size }: Pick<HistoryRecord, "size">): number {
  return size * 1_000 + fixedCost;
}
