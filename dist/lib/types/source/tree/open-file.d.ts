import type { NotScannedReason } from "../coverage.js";
import type { Address } from "../document.js";
import type { SourceItem } from "../source.js";
/** The result of opening a file of a work tree. */
export type FileRead = {
    readonly type: "whole";
    readonly bytes: Buffer;
} | {
    readonly type: "large";
    readonly items: Generator<SourceItem>;
} | Problem;
/**
 * Reads one file: whole up to `wholeBytes`, a larger one in windows as the items are asked for.
 * Never follows a symbolic link, never waits on a fifo or device.
 */
export declare function readFile(path: string | Buffer, address: Address, wholeBytes: number): FileRead;
/** Why a file could not be opened or read, without its name. */
export interface Problem {
    readonly type: "not-scanned";
    readonly reason: NotScannedReason;
    readonly detail: string;
}
/** The reason for an error in opening or reading a file. */
export declare function problemOf(error: unknown): Problem;
/** True when a system call failed because the path does not exist. */
export declare function isAbsent(error: unknown): boolean;
/** A coverage item for a file that could not be opened or read. */
export declare function problemItem(path: string | null, { reason, detail }: Problem): SourceItem;
