import { Failure } from "../failure.ts";
import { withKeys } from "../report/change-report.ts";
import type { KeyReport } from "../report/key-report.ts";
import { count } from "../report/words.ts";
import { notScanned } from "../source/not-scanned.ts";
import type { ExaminedChange } from "./examine.ts";

/** The default limit on the keys of one change that OpenAI and the revocation hook are asked about. */
export const usualAskLimit = 25;

/** The variable that sets it. */
const askLimitName = "KEYHAWK_ASK_LIMIT";

/** Reads the limit from the environment. Throws a `Failure` that names the variable. */
export function readAskLimit(env: Readonly<Record<string, string | undefined>>): number {
  const text = env[askLimitName]?.trim() ?? "";
  if (text === "") return usualAskLimit;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Failure("configuration", `The environment variable ${askLimitName} must be a number of keys, 0 or more.`);
}

/**
 * The keys of a change that OpenAI and the hook may be asked about, in order: those that count, most severe first, and
 * then the ignored ones. A key of an earlier state no longer has a raw value.
 */
export function askableKeys({ report }: ExaminedChange): readonly KeyReport[] {
  const present = report.keys.filter((key) => !key.earlier);
  return [...present.filter(({ ignored }) => ignored === null), ...present.filter(({ ignored }) => ignored !== null)];
}

/** The keys beyond a limit. */
export interface Unasked {
  readonly unasked: number;
  /** Keys that count, asked about or not. */
  readonly total: number;
}

/** The number of keys that count and are beyond a limit. */
export function countUnasked(examined: ExaminedChange, admitted: ReadonlySet<string>): Unasked {
  const counted = askableKeys(examined).filter(({ ignored }) => ignored === null);
  return { total: counted.length, unasked: counted.filter(({ fingerprint }) => !admitted.has(fingerprint)).length };
}

/**
 * A change with the raw values of admitted keys only, so that no request is made about the others, and a line in
 * coverage for those.
 * @param setting what raises the limit, phrased for the middle of a sentence
 */
export function admitOnly(examined: ExaminedChange, admitted: ReadonlySet<string>, setting: string): ExaminedChange {
  const { report, findings, policy } = examined;
  const { total, unasked } = countUnasked(examined, admitted);
  const allowed = findings.filter(({ credential }) => admitted.has(credential.fingerprint));
  if (unasked === 0) return { ...examined, findings: allowed };
  const detail = `${count(unasked, "key")} of ${total}: neither OpenAI nor the revocation hook is asked about them. Revoke them by hand, or raise ${setting}.`;
  const coverage = { ...report.coverage, notScanned: [...report.coverage.notScanned, notScanned("not-asked", detail)] };
  return { ...examined, findings: allowed, report: withKeys({ ...report, coverage }, report.keys, policy) };
}
