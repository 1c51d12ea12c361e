import type { KeyDetails } from "../../report/key-details.ts";
import type { Verdict } from "./verdict.ts";

/** What a verdict says beyond the life of a key; undefined when that is nothing. */
export function detailsOf({ ours, record, permissions }: Verdict): KeyDetails | undefined {
  return ours === null && record === null && permissions === null
    ? undefined
    : { ours, record, permissions, spending: null };
}
