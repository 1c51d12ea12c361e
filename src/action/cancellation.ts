import { interruptGit } from "../source/git/running-git.ts";
import type { StepResult } from "./result.ts";

/** What a run reports when it is cancelled. */
export interface Cancellation {
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
  /** Remembers the newest result, which is still reported when the run is cancelled. */
  know(result: StepResult): void;
  /** Resolves when the run is cancelled, to the newest result; null when there is none. */
  readonly known: Promise<StepResult | null>;
}

const sentence =
  "This run was cancelled before it ended: the comment and the check may be missing or show an older state.";

/**
 * Watches for the cancellation of a run. GitHub's runner sends SIGINT, 7.5 seconds later SIGTERM, and ends the process
 * 2.5 seconds after that. Running git processes are stopped: they may take long.
 */
export function watchCancellation(): Cancellation {
  const controller = new AbortController();
  let newest: StepResult | null = null;
  const known = new Promise<StepResult | null>((resolve) => {
    const cancel = () => {
      if (controller.signal.aborted) return;
      controller.abort();
      interruptGit();
      resolve(newest === null ? null : { ...newest, problems: [...newest.problems, sentence] });
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, cancel);
  });
  return {
    signal: controller.signal,
    know(result) {
      newest = result;
    },
    known,
  };
}
