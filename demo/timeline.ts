import { styleText } from "node:util";

/** Prints what happened and when, in milliseconds since the last `restart`. */
export interface Timeline {
  /** A heading between the parts of the story. */
  heading(text: string): void;
  /** Starts counting from zero, at the event that the following steps answer. */
  restart(text: string): void;
  /** One thing that happened now. */
  step(text: string): void;
  /** One thing that happened before now, on the clock of `performance.now()`. */
  past(at: number, text: string): void;
  /** The same output, counted from an earlier moment. */
  since(at: number): Pick<Timeline, "past">;
  /** Text under a step, indented: a comment, a request. */
  show(text: string): void;
}

/** A timeline on standard output; `write` replaces it in tests. */
export function createTimeline(write: (text: string) => void = (text) => process.stdout.write(text)): Timeline {
  let start = performance.now();
  const past = (at: number, text: string) => write(`${stamp(at - start)}  ${text}\n`);
  const line = (text: string) => past(performance.now(), text);
  return {
    heading: (text) => write(`\n${styleText("bold", text)}\n\n`),
    restart(text) {
      start = performance.now();
      line(text);
    },
    step: line,
    past,
    since: (from) => ({ past: (at, text) => write(`${stamp(at - from)}  ${text}\n`) }),
    show: (text) => write(`\n${text.trimEnd().replace(/^/gm, "    ")}\n\n`),
  };
}

function stamp(milliseconds: number): string {
  return styleText("dim", `${String(Math.round(milliseconds)).padStart(6)} ms`);
}
