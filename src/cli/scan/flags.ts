import type { FailOn } from "../../policy/policy.ts";
import type { Format } from "./formats.ts";

/** The options of `keyhawk scan`, as parsed from the command line. */
export interface ScanFlags {
  readonly staged?: true;
  readonly range?: string;
  readonly history?: true;
  readonly stdin?: true;
  readonly prePush?: true;
  readonly preReceive?: true;
  readonly name?: string;
  readonly all?: true;
  readonly format: Format;
  readonly output?: string;
  readonly config?: string;
  readonly failOn?: FailOn;
  readonly verify?: true;
  readonly verifyBy?: "direct" | "indirect" | "both";
  readonly permissions?: true;
  readonly allowAbsent?: true;
  readonly progress: boolean;
}
