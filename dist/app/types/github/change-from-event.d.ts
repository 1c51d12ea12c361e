import type { Change, NoChange } from "./change.js";
/**
 * The change that a webhook or workflow event asks to scan. `name` is GitHub's event name.
 * A payload that lacks a field, and an event that brings no new text, is a {@link NoChange}; never throws.
 */
export declare function changeFromEvent(name: string, payload: unknown): Change | NoChange;
/** `fork` for an event about a pull request whose head is in another repository, or nobody knows any more in which. */
export declare function headOwnership(payload: unknown): "fork" | "own";
/** Zeros stand for "no commit": forty of them, or sixty-four in a SHA-256 repository. */
export declare function isNoCommit(id: string): boolean;
