/** Where the joint that starts with the quote at `at` ends, or `at` when there is none. */
export declare function endOfJoint(bytes: Uint8Array, at: number): number;
/** Where the opening `${"` of a literal within a template ends, or `at`. */
export declare function endOfInterpolation(bytes: Uint8Array, at: number): number;
