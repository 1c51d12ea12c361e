import { type Judgement } from "../policy/conclude.js";
import type { Policy } from "../policy/policy.js";
import { type ChangeReport } from "./change-report.js";
import type { KeyReport } from "./key-report.js";
/** A report combined with what is known elsewhere: about its keys, and keys that this scan did not find. */
export declare function withKnown(report: ChangeReport, known: readonly KeyReport[], policy: Judgement & Pick<Policy, "ignore">): ChangeReport;
