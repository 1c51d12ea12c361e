/** The result of looking at one part of the App. */
export interface Check {
  /** What was looked at, as a short noun phrase. */
  readonly subject: string;
  /** `warning`: the App works, and something goes without what it needs. `problem`: it does not do its job. */
  readonly result: "ok" | "warning" | "problem";
  /** What was found, as a sentence. */
  readonly found: string;
  /** What to do about it, as a sentence; null when nothing needs to be done. */
  readonly advice: string | null;
}

export function ok(subject: string, found: string): Check {
  return { subject, result: "ok", found, advice: null };
}

export function warning(subject: string, found: string, advice: string): Check {
  return { subject, result: "warning", found, advice };
}

export function problem(subject: string, found: string, advice: string): Check {
  return { subject, result: "problem", found, advice };
}
