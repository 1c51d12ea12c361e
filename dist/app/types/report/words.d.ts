import type { Encoding } from "../detect/detection.js";
import type { IgnoredBy } from "../policy/ignore.js";
/** `1 key`, `3 keys`. */
export declare function count(number: number, singular: string, plural?: string): string;
/** `a`, `a and b`, `a, b and c`. */
export declare function list(items: readonly string[]): string;
/** `14 bytes`, `3.2 MB`. */
export declare function size(bytes: number): string;
/** `2026-11-23 14:02 UTC` from ISO 8601; empty for text that is not a date. */
export declare function moment(iso: string): string;
/** Where a reason to ignore is written, to follow "ignored". */
export declare function ignoredWhere(by: IgnoredBy | null | undefined): string;
/** How a key was encoded, to follow its place; empty for plain text. */
export declare function hiddenAs(encoding: readonly Encoding[]): string;
