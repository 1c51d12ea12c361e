import { visible } from "../../report/visible.ts";
import { count } from "../../report/words.ts";
import type { Check } from "./check.ts";

export const doctorFormats = ["text", "json"] as const;

export type DoctorFormat = (typeof doctorFormats)[number];

/** The results of `keyhawk doctor`, one after the other, with a last line that counts them. */
export function renderChecks(checks: readonly Check[], format: DoctorFormat): string {
  if (format === "json") return `${JSON.stringify({ version: 1, checks }, null, 2)}\n`;
  const width = Math.max(...checks.map(({ subject }) => subject.length));
  const lines = checks.flatMap(({ subject, result, found, advice }) => [
    `${result.padEnd(7)}  ${subject.padEnd(width)}  ${indented(found, width + 11)}`,
    ...(advice === null ? [] : [`${" ".repeat(width + 11)}${indented(advice, width + 11)}`]),
  ]);
  const problems = checks.filter(({ result }) => result === "problem").length;
  const warnings = checks.filter(({ result }) => result === "warning").length;
  return `${lines.join("\n")}\n\n${count(problems, "problem")}, ${count(warnings, "warning")}.\n`;
}

/** A message of several lines keeps its lines. */
function indented(text: string, width: number): string {
  return text
    .split("\n")
    .map(visible)
    .join(`\n${" ".repeat(width)}`);
}
