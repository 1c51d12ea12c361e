import type { Allowance, Member } from "./allowance.js";
/**
 * The rows of a SQLite database that continue on other pages, each put together, since a credential may begin on one
 * page and end on another. Rows within one page are read with the file's own bytes.
 */
export declare function sqliteMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member>;
