import type { AnsweredState, Response } from "../../src/policy/policy.ts";
import { makeKey } from "../keys.ts";

/** One value of `response` for one state, with a key of its own to be in that state. */
export interface ResponseCase {
  readonly state: AnsweredState;
  readonly value: Response;
  /** Branch whose configuration has this value alone, against what `fail-on` says. */
  readonly base: string;
  readonly configuration: string;
  readonly head: string;
  readonly key: string;
}

const states: readonly AnsweredState[] = ["live", "dead", "unknown"];
const values: readonly Response[] = ["fail", "warn"];

/** Of the default branch, whose configuration counts beside that of the base: it leaves the answer to the base. */
export const defaultConfiguration = "fail-on: never\nsuggestions: false\n";

/** Every value of `response` that the documentation names. */
export function responseCases(seed: string): readonly ResponseCase[] {
  return states.flatMap((state) =>
    values.map((value) => ({
      state,
      value,
      base: `base-${state}-${value}`,
      configuration: `fail-on: ${value === "fail" ? "never" : "found"}\nresponse: { ${state}: ${value} }\nsuggestions: false\n`,
      head: `head-${state}-${value}`,
      key: makeKey("openai-project-key", `${seed}:${state}:${value}`),
    })),
  );
}
