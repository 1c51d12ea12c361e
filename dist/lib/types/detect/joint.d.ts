/** Longest joint, in bytes: a bound for the search and for a reader in chunks. */
export declare const longestJoint = 320;
/** Where the joint that starts with the quote at `at` ends, or `at` when there is none. */
export declare function endOfJoint(bytes: Uint8Array, at: number): number;
