import { isDead, isResolved } from "../../policy/conclude.ts";
import { isComplete } from "../../source/coverage.ts";
import type { ChangeReport } from "../change-report.ts";
import type { KeyReport } from "../key-report.ts";
import { count } from "../words.ts";

/** A report's keys by what is left to do, each in the report's order. */
export interface KeysByState {
  /** Not known to be dead. */
  readonly open: readonly KeyReport[];
  /** Dead, and still in the newest state. */
  readonly leftInCode: readonly KeyReport[];
  /** Dead and gone. */
  readonly done: readonly KeyReport[];
  readonly ignored: readonly KeyReport[];
}

export function keysByState(keys: readonly KeyReport[]): KeysByState {
  const counted = keys.filter((key) => key.ignored === null);
  return {
    open: counted.filter((key) => !isDead(key)),
    leftInCode: counted.filter((key) => isDead(key) && !isResolved(key)),
    done: counted.filter(isResolved),
    ignored: keys.filter((key) => key.ignored !== null),
  };
}

const places: Readonly<Record<ChangeReport["change"]["type"], string>> = {
  "pull-request": "in this pull request",
  "merge-group": "in this merge group",
  push: "in this push",
  text: "in this text",
};

/** One line of plain text without untrusted parts: how many keys there are and what state they are in. */
export function headline(report: ChangeReport): string {
  const { open, leftInCode, done, ignored } = keysByState(report.keys);
  const leaked = open.length + leftInCode.length + done.length;
  const where = places[report.change.type];
  if (leaked === 0) {
    const nothing =
      ignored.length === 0 ? `No OpenAI keys ${where}` : `${count(ignored.length, "ignored OpenAI key")} ${where}`;
    return isComplete(report.coverage) ? nothing : `${nothing}, but not everything could be scanned`;
  }
  if (open.length === leaked) return `${count(leaked, "OpenAI key")} leaked ${where}`;
  if (open.length > 0) return `${count(leaked, "OpenAI key")} leaked ${where}, ${open.length} not revoked yet`;
  const keys = leaked === 1 ? "The leaked OpenAI key" : `All ${leaked} leaked OpenAI keys`;
  const are = leaked === 1 ? "is" : "are";
  if (leftInCode.length > 0) {
    return `${keys} ${are} revoked, ${leftInCode.length === leaked ? "and" : `${leftInCode.length}`} still in the code`;
  }
  return `${keys} ${are} revoked and out of the code`;
}
