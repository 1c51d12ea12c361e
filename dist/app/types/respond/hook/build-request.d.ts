import type { ChangeSummary } from "../../report/change-report.js";
import type { KeyReport } from "../../report/key-report.js";
import type { HookRequest } from "./request.js";
/** What the hook is told about one key of a change. @param credential the raw key */
export declare function buildHookRequest(key: KeyReport, change: ChangeSummary, credential: string): HookRequest;
