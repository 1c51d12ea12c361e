import { count, size } from "../../report/words.ts";
import type { Progress } from "../../source/watched.ts";
import type { Terminal } from "../terminal.ts";

/** A line on a terminal that shows the progress of a long scan. */
export interface ProgressLine {
  readonly tell: (progress: Progress) => void;
  /** Clears the line. */
  readonly close: () => void;
}

/** Scans that take fewer milliseconds than this show no progress. */
const patience = 500;
const redraw = 100;

/** Shows counts and rate on standard error if it is a terminal and progress is not turned off; else does nothing. */
export function progressLine(terminal: Terminal, wanted: "wanted" | "unwanted"): ProgressLine {
  const { stderr, env } = terminal;
  if (wanted === "unwanted" || stderr.isTTY !== true || env.TERM === "dumb" || env.CI) {
    return { tell: () => {}, close: () => {} };
  }
  const start = performance.now();
  let drawn = 0;
  return {
    tell(progress) {
      const now = performance.now();
      if (now - start < patience || now - drawn < redraw) return;
      drawn = now;
      const text = describe(progress, (now - start) / 1000).slice(0, (stderr.columns ?? 80) - 1);
      stderr.write(`\r\u001b[2K${text}`);
    },
    close() {
      if (drawn > 0) stderr.write("\r\u001b[2K");
    },
  };
}

/** `Scanning ━━━━━━━━──────────── 41% · 12,345 documents · 1.2 GB · 340 MB/s · 8 s left` */
export function describe({ documents, bytes, commits, expected }: Progress, seconds: number): string {
  const done = expected === null || expected === 0 ? null : Math.min(documents / expected, 1);
  const parts = [
    ...(done === null ? [] : [`${bar(done)} ${Math.floor(done * 100)}%`]),
    ...(commits > 0 ? [count(commits, "commit")] : []),
    count(documents, "document"),
    size(bytes),
    `${size(bytes / seconds)}/s`,
    done === null || done < 0.01 ? `${Math.round(seconds)} s` : `${Math.ceil((seconds / done) * (1 - done))} s left`,
  ];
  return `Scanning ${parts.join(" · ")}`;
}

function bar(done: number): string {
  const width = 20;
  const full = Math.round(done * width);
  return `${"━".repeat(full)}${"─".repeat(width - full)}`;
}
