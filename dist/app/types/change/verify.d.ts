import type { VerificationSettings } from "../respond/verify/settings.js";
import type { ExaminedChange } from "./examine.js";
/**
 * Finds out which of a change's keys are alive. Resolves to the change with the status of each key that is in a commit;
 * throws nothing. Ignored keys are asked about, too: what somebody calls an example may be alive.
 */
export declare function verifyChange(examined: ExaminedChange, settings: VerificationSettings): Promise<ExaminedChange>;
