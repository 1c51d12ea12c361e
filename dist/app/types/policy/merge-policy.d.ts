import type { ParsedPolicy } from "./parse-policy.js";
import { type Policy } from "./policy.js";
/**
 * The defaults, under each file in turn: the organisation's first, the repository's last.
 * The last file that sets a field decides; the fields of a group go one by one, and lists add up but for `paths.include`.
 * A field that the first file enforces is not read from a later one, and a problem there says so.
 */
export declare function mergePolicy(...files: readonly ParsedPolicy[]): Policy;
