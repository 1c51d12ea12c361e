import { openBrackets } from "./brackets.ts";
import type { Target } from "./target.ts";

/** How a language that has no grammar here shows that an expression is not allowed. */
interface Constants {
  /** What is before a bracket that is open at the literal, such as an annotation's name. */
  readonly calls: RegExp;
  /** Whether a literal alone on its line can be an expression. */
  readonly alone: "in brackets" | "never";
}

/** True unless the brackets around a literal prove that it is where an expression is evaluated. */
export function isInConstant(target: Target, start: number, { calls, alone }: Constants): boolean {
  const before = target.line.slice(0, start);
  const text = `${target.above}\n${before}`;
  const brackets = openBrackets(text);
  if (before.trim() === "" && (alone === "never" || !/[([]/.test(brackets[0]?.bracket ?? ""))) return true;
  return brackets.some(({ at }) => calls.test(text.slice(0, at)));
}
