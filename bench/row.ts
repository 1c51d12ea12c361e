/** One row of the benchmark table. */
export interface BenchRow {
  /** What is measured: "history scan of a packed repository". */
  readonly name: string;
  /** The baseline, as a command or a sentence. */
  readonly baseline: string;
  /** Median of the ratios measured/baseline over interleaved runs, or a plain count or figure. */
  readonly value: number;
  /** Unit of `value`: `x` for a ratio, `requests`, `MB`, `s`. */
  readonly unit: string;
  /** The largest value that meets the target; `Infinity` for a figure without one. */
  readonly target: number;
}

/** The median; zero when there are no figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
