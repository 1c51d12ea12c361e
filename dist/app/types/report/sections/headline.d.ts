import type { ChangeReport } from "../change-report.js";
import type { KeyReport } from "../key-report.js";
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
export declare function keysByState(keys: readonly KeyReport[]): KeysByState;
/** One line of plain text without untrusted parts: how many keys there are and what state they are in. */
export declare function headline(report: ChangeReport): string;
